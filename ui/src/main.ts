import { mount } from "svelte";
import App from "./App.svelte";
import { guardClipboard, variants } from "./lib/variants";
import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";

if (variants) guardClipboard(window, variants);

const target = document.getElementById("app");
if (target) mount(App, { target });
