//! All questions of one dry run may be answered at once, though one answer settles what another was given for.

use super::*;

const LINES: &str = "mamori-12#\n";

#[test]
fn an_answer_another_one_makes_needless_is_no_answer_that_goes_nowhere() {
    let office = Office::new();
    let log = "持出日,持出者,持出媒体,持出先,利用目的\n2026/4/1,髙橋 一郎,USB-001,県庁,提出\n";
    let log = office.file("持出.csv", log);
    let taken = office.run(&["import", "--accept-proposals", log.to_str().unwrap()], LINES);
    assert_eq!(taken.status.code(), Some(0), "{}", String::from_utf8_lossy(&taken.stderr));
    let out = office.folder.path().join("出力.csv");
    let went = office.run(&["export", "carry_outs", "--out", out.to_str().unwrap()], LINES);
    assert_eq!(went.status.code(), Some(0), "{}", String::from_utf8_lossy(&went.stderr));

    let text = std::fs::read_to_string(&out).unwrap();
    let kept = office.file("甲.csv", &text.replace("県庁", "保健所"));
    let cut = |line: &str| line.rsplit_once(',').map(|(line, _)| line.to_owned());
    let lost: Vec<String> = text.lines().filter_map(cut).collect();
    let lost = office.file("乙.csv", &lost.join("\r\n").replace("県庁", "市役所"));
    let import = |answers: &str| {
        let answers = office.file("答え.json", answers);
        let args = ["import", "--dry-run", "--accept-proposals", "--json", "--decisions"];
        let args = [&args[..], &[answers.to_str().unwrap(), kept.to_str().unwrap(), lost.to_str().unwrap()]];
        office.run(&args.concat(), LINES)
    };
    let asked: Json = serde_json::from_slice(&import("{}").stdout).unwrap();
    let keys = asked["questions"].as_array().unwrap().iter().filter(|one| one["required"] == true);
    let keys: Vec<String> = keys.map(|one| one["ways"][0]["key"][4].as_str().unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
    assert!(keys.contains(&"copies_differ".into()) && keys.contains(&"unmarked_copy".into()), "{keys:?}");

    let said = |more: &str| {
        format!(
            r#"{{"tables":{{"0/0/0":{{"groups":{{"row:2":{{"copies_differ":"accept"}}}}}},
            "1/0/0":{{"groups":{{"row:2":{{"unmarked_copy":"keep_raw"{more}}}}}}}}}}}"#
        )
    };
    let done = import(&said(""));
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stdout));
    let wrong = import(&said(r#","voided_here":"accept""#));
    assert_eq!(wrong.status.code(), Some(2), "what nobody ever asked is refused all the same");
}
