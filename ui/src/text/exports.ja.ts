/** 書出し: what its screen says, in Japanese. */

export const exports = {
  title: "書出し",
  intro: "台帳を、ほかの方が使えるファイルにします。書き出したことは履歴に残ります。",
  ledger: "台帳",
  format: "形式",
  formats: { xlsx: "Excel（.xlsx）", csv_utf8: "CSV（UTF-8）", csv_cp932: "CSV（CP932・Shift_JIS）" },
  formatHints: {
    xlsx: "日付は本物の日付（和暦で表示）、番号は文字のまま。明細は別のシートに入ります。",
    csv_utf8: "ほかのシステムに渡すとき。明細は入りません。",
    csv_cp932: "古いシステムに渡すとき。ない文字があれば示し、何も書き出しません。明細は入りません。",
  },
  asOf: "基準日",
  asOfHint: "空欄なら現在の台帳です。過去の日を入れると、その日の終わりの台帳を書き出します。",
  narrowed: "一覧で選んだ条件",
  narrowedText: (text: string) => `検索「${text}」`,
  narrowedSubset: (name: string) => `絞込み「${name}」`,
  narrowedNone: "条件を外す",
  go: "書き出す",
  done: (rows: number, path: string) => `${rows.toLocaleString("ja-JP")} 件を書き出しました。${path}`,
  partsLeftOut: (rows: number) => `明細 ${rows.toLocaleString("ja-JP")} 行はCSVに入っていません。明細も要るときは、Excel形式で書き出してください。`,
  everything: "全件を書き出す",
  everythingText:
    "すべての台帳・操作履歴・取り込んだ元のファイル・添付を、まもり台帳がなくても読める形（JSON Lines と説明書）で、選んだ場所の新しいフォルダーに書きます。",
  everythingWarning: "書き出したファイルは暗号化されません。施錠できる場所に保管し、要らなくなったら消してください。",
  everythingGo: "場所を選んで全件を書き出す",
  fromList: "この一覧を書き出す",
};
