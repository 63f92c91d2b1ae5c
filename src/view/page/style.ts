/** Light or dark, as the reader's system prefers. Every state also has a sign, so that nothing depends on colour. */
export const style = `
:root{--page:#fff;--panel:#f6f8fa;--edge:#d1d9e0;--text:#1f2328;--dim:#59636e;--task:#fff;--hook:#ddf4ff;--hook-edge:#0969da;
--ok:#dafbe1;--ok-edge:#1a7f37;--bad:#ffebe9;--bad-edge:#d1242f;--run:#fff8c5;--run-edge:#9a6700}
@media (prefers-color-scheme:dark){:root{--page:#0d1117;--panel:#151b23;--edge:#3d444d;--text:#f0f6fc;--dim:#9198a1;--task:#212830;
--hook:#10233f;--hook-edge:#4493f8;--ok:#12361f;--ok-edge:#3fb950;--bad:#4c1518;--bad-edge:#f85149;--run:#3b2b00;--run-edge:#d29922}}
*{box-sizing:border-box}
body{margin:0;padding:12px 16px;background:var(--page);color:var(--text);font:14px/1.45 system-ui,-apple-system,"Segoe UI",sans-serif}
h1{font-size:18px;margin:0}h2{font-size:13px;margin:0 0 6px;color:var(--dim);font-weight:600}h3{font-size:12px;margin:0 0 4px;color:var(--dim);font-weight:500}
header{display:flex;flex-wrap:wrap;gap:6px 20px;align-items:baseline}
select,button,input{font:inherit;color:inherit}select,button{background:var(--task);border:1px solid var(--edge);border-radius:6px;padding:3px 9px;cursor:pointer}
button:disabled{opacity:.45;cursor:default}:focus-visible{outline:2px solid var(--hook-edge);outline-offset:1px}
#verdict{margin:0;flex-basis:100%;font-weight:600}#verdict::before{content:"✓ ";color:var(--ok-edge)}
#verdict.failed::before{content:"✗ ";color:var(--bad-edge)}#verdict.waits-for-ever::before{content:"∞ ";color:var(--run-edge)}
nav{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin:10px 0;color:var(--dim);position:sticky;top:0;background:var(--page);padding:4px 0;z-index:1}
nav input{flex:1;min-width:120px;max-width:420px}kbd{border:1px solid var(--edge);border-radius:4px;padding:0 5px;font:12px ui-monospace,monospace}
#board{display:flex;gap:12px;overflow-x:auto;align-items:flex-start;padding-bottom:8px}
.phase{background:var(--panel);border:1px solid var(--edge);border-radius:8px;padding:8px 10px;flex:none}.waves{display:flex;gap:14px}
.wave ul{list-style:none;margin:0;padding:0;display:grid;grid-auto-flow:column;grid-template-rows:repeat(var(--rows),auto);gap:5px 6px}
.task{background:var(--task);border:1px solid var(--edge);border-radius:4px;padding:2px 7px;position:relative}
li.task{width:178px;min-height:38px;font-size:12px;line-height:1.3}
.task.hook{background:var(--hook);border-color:var(--hook-edge);border-radius:13px;padding-left:10px}.task.prune{border-style:dashed}
.task.succeeded{background:var(--ok);border-color:var(--ok-edge)}.task.failed{background:var(--bad);border-color:var(--bad-edge);box-shadow:0 0 0 1px var(--bad-edge)}
.task.running{background:var(--run);border-color:var(--run-edge);box-shadow:0 0 0 1px var(--run-edge)}.task.absent{visibility:hidden}
.task.about{outline:2px solid var(--bad-edge);outline-offset:1px}.kind{color:var(--dim);font-size:11px}
.sign{display:inline-block;width:1.2em;font-weight:700}.name{display:block;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.fail{position:absolute;right:4px;top:3px;font-size:11px;line-height:1;padding:2px 5px;opacity:.55}.task:hover .fail,.fail:focus-visible{opacity:1}
#log{margin:8px 0;height:9em;overflow:auto}#message{margin:0 0 6px;font-family:ui-monospace,monospace;font-size:12px}#actions{margin:0;padding-left:2.2em;font-size:13px}
#warnings{margin:8px 0 0;padding-left:1.4em}#warnings li::marker{content:"⚠ "}
footer{color:var(--dim);font-size:12px;display:flex;flex-wrap:wrap;gap:6px}footer .task{padding:1px 8px}
@media (prefers-reduced-motion:no-preference){.task.changed{animation:changed .6s}}@keyframes changed{from{transform:scale(1.04)}}
`
