/* Reads tickets with the camera of the trainer's phone. Without it there is the code to type. */
import jsQR from 'jsqr';

const LOOK_EVERY_MS = 200;
/** The same ticket that stays before the camera is one scan. */
const SAME_MS = 5000;
const WIDTH = 640;

const place = document.querySelector('[data-scan]');
if (place && navigator.mediaDevices?.getUserMedia) {
  place.hidden = false;
  place.querySelector('[data-scan-start]').addEventListener('click', () => void start());
}

const result = document.querySelector('[data-scan-result]');
function say(text, kind) {
  result.textContent = text;
  result.dataset.kind = kind;
}

async function start() {
  const video = place.querySelector('video');
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: WIDTH } },
    });
  } catch {
    say('De camera is niet te gebruiken. Typ de code die op de kaart staat.', 'bad');
    return;
  }
  video.hidden = false;
  await video.play();
  place.querySelector('[data-scan-start]').hidden = true;
  say('Houd de kaart voor de camera.', '');
  look(video, document.createElement('canvas'), new Map());
}

function look(video, canvas, seen) {
  setTimeout(async () => {
    const text = read(video, canvas);
    const now = performance.now();
    if (text && now - (seen.get(text) ?? -SAME_MS) >= SAME_MS) {
      seen.set(text, now);
      await send(text);
      seen.set(text, performance.now());
    }
    look(video, canvas, seen);
  }, LOOK_EVERY_MS);
}

function read(video, canvas) {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width) return undefined;
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(video, 0, 0);
  return jsQR(context.getImageData(0, 0, width, height).data, width, height)?.data;
}

async function send(code) {
  const values = JSON.parse(place.dataset.values);
  try {
    const response = await fetch(place.dataset.url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-csrf-token': document.querySelector('input[name=_csrf]').value,
      },
      body: JSON.stringify({ code: code.slice(0, 100) }),
    });
    const answer = await response.json();
    if (!response.ok) return say(TEXTS[answer.code] ?? 'Niet ingecheckt.', 'bad');
    const { name, value, again, late } = answer;
    if (late) say(`${name} is ingecheckt, ${late} minuten te laat.`, 'good');
    else if (value !== 'present')
      say(`${name} staat op ‘${values[value]}’. Wijzig het in het register.`, 'bad');
    else say(again ? `${name} was al ingecheckt.` : `${name} is ingecheckt.`, 'good');
  } catch {
    say('Geen verbinding. Meld deze persoon in het register; dat werkt wel.', 'bad');
  }
}

const TEXTS = {
  'attendance.unknown-ticket': 'Deze kaart hoort niet bij iemand op deze lijst.',
  'attendance.check-in-not-now':
    'Inchecken kan van een half uur voor het begin tot het einde. Meld deze persoon in het register.',
  'attendance.register-closed': 'Het register is afgesloten.',
};
