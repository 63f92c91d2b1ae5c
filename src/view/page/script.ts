/**
 * The script of the page, as text: it runs in a browser, reads the data in the page, and uses only the DOM. A click on a
 * box selects the scenario in which that task fails.
 */
export const script = `
'use strict'
const $ = (id) => document.getElementById(id)
const data = JSON.parse($('data').textContent)
const boxes = new Map([...document.querySelectorAll('#board .task')].map((box) => [box.dataset.id, box]))
const select = $('scenario'), slider = $('slider'), play = $('play')
let scenario = 0, pass = 0, timer

function show() {
  const { outcome, verdict, about, warnings, passes } = data.scenarios[scenario]
  const { where, message, states, actions } = passes[pass]
  select.value = String(scenario)
  slider.max = String(passes.length - 1)
  slider.value = String(pass)
  slider.setAttribute('aria-valuetext', where)
  $('verdict').textContent = verdict
  $('verdict').className = outcome
  $('where').textContent = where
  $('message').textContent = message
  fill($('actions'), actions)
  fill($('warnings'), warnings)
  for (const [index, { id, text }] of data.tasks.entries()) paint(boxes.get(id), states[index], text, about.includes(index))
  $('back').disabled = $('first').disabled = pass === 0
  $('on').disabled = $('last').disabled = pass === passes.length - 1
}

function paint(box, letter, text, isAbout) {
  const sign = data.signs[letter]
  const changed = box.dataset.state !== undefined && box.dataset.state !== letter
  box.dataset.state = letter
  for (const { state } of Object.values(data.signs)) box.classList.toggle(state, sign !== undefined && sign.state === state)
  box.classList.toggle('absent', sign === undefined)
  box.classList.toggle('changed', changed)
  box.classList.toggle('about', isAbout && sign !== undefined)
  box.querySelector('.sign').textContent = sign === undefined ? '' : sign.sign
  box.setAttribute('aria-label', text + ': ' + (sign === undefined ? 'not in this scenario' : sign.word))
}

function fill(list, texts) {
  list.replaceChildren(...texts.map((text) => Object.assign(document.createElement('li'), { textContent: text })))
}

function go(to) {
  pass = Math.max(0, Math.min(to, data.scenarios[scenario].passes.length - 1))
  show()
}

function pick(index) {
  scenario = (index + data.scenarios.length) % data.scenarios.length
  stop()
  go(pass)
}

function stop() {
  clearInterval(timer)
  timer = undefined
  play.textContent = '▶ play'
}

function toggle() {
  if (timer !== undefined) return stop()
  if (pass === data.scenarios[scenario].passes.length - 1) go(0)
  play.textContent = '■ stop'
  timer = setInterval(() => {
    go(pass + 1)
    if (pass === data.scenarios[scenario].passes.length - 1) stop()
  }, 1200)
}

for (const [index, { task }] of data.scenarios.entries()) {
  if (task === null) continue
  const button = boxes.get(data.tasks[task].id).querySelector('.fail')
  button.hidden = false
  button.title = select.options[index].text
  button.setAttribute('aria-label', select.options[index].text)
  button.addEventListener('click', () => pick(scenario === index ? 0 : index))
}
select.addEventListener('change', () => pick(Number(select.value)))
slider.addEventListener('input', () => go(Number(slider.value)))
$('first').addEventListener('click', () => go(0))
$('back').addEventListener('click', () => go(pass - 1))
$('on').addEventListener('click', () => go(pass + 1))
$('last').addEventListener('click', () => go(Infinity))
play.addEventListener('click', toggle)
const keys = {
  ArrowLeft: () => go(pass - 1), ArrowRight: () => go(pass + 1), Home: () => go(0), End: () => go(Infinity),
  ArrowUp: () => pick(scenario - 1), ArrowDown: () => pick(scenario + 1), ' ': toggle,
}
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('select, input')) return
  if (event.key === ' ' && event.target.closest('button')) return
  if (keys[event.key] === undefined) return
  event.preventDefault()
  keys[event.key]()
})
show()
`
