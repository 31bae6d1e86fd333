// Sound through WebAudio: the chime out of two bell notes,
// and clips as they are; each part is heard to its end.

const NOTES: [hertz: number, start_s: number, lasts_s: number][] = [
  [659.26, 0, 0.9],
  [523.25, 0.32, 1.1],
]; // as halldisplay/voice/sound.py rings
const OVERTONES: [times: number, share: number][] = [
  [1, 1],
  [2, 0.28],
  [3, 0.1],
];
const PAUSE_MS = 120;
const STUCK_MS = 10_000; // so long after its end a sound is given up

export class Sound {
  private readonly context = new AudioContext();
  private readonly loudness = this.context.createGain();
  private playing: AudioBufferSourceNode | undefined;

  constructor() {
    this.loudness.connect(this.context.destination);
  }

  /** Whether sound comes out at all; browsers want a touch first unless they are told otherwise. */
  get works(): boolean {
    return this.context.state === 'running';
  }

  async wake(): Promise<boolean> {
    await Promise.race([this.context.resume(), new Promise((resume) => setTimeout(resume, 500))]);
    return this.works;
  }

  setVolume(percent: number): void {
    this.loudness.gain.value = percent / 100;
  }

  async ring(): Promise<boolean> {
    const rate = this.context.sampleRate;
    const length = Math.max(...NOTES.map(([, start, lasts]) => start + lasts));
    const buffer = this.context.createBuffer(1, Math.ceil(length * rate), rate);
    mix(buffer.getChannelData(0), rate);
    return this.play(buffer);
  }

  async decode(data: ArrayBuffer): Promise<AudioBuffer> {
    return this.context.decodeAudioData(data);
  }

  /** What is being heard ends now. */
  stop(): void {
    this.playing?.stop();
  }

  /**
   * True when it has been heard to its end; false when the
   * sound got stuck, as it does when its device is pulled out.
   */
  async play(buffer: AudioBuffer): Promise<boolean> {
    const source = this.context.createBufferSource();
    this.playing = source;
    source.buffer = buffer;
    source.connect(this.loudness);
    const heard = await new Promise<boolean>((resume) => {
      source.onended = () => resume(true);
      setTimeout(() => resume(false), buffer.duration * 1000 + STUCK_MS);
      source.start();
    });
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
    return heard;
  }
}

function mix(samples: Float32Array, rate: number): void {
  for (const [hertz, start, lasts] of NOTES) {
    const first = Math.floor(start * rate);
    for (let i = 0; i < lasts * rate && first + i < samples.length; i += 1) {
      const at = i / rate;
      const tone = OVERTONES.reduce(
        (sum, [times, share]) => sum + share * Math.sin(2 * Math.PI * hertz * times * at),
        0,
      );
      samples[first + i] =
        (samples[first + i] as number) + 0.42 * tone * Math.exp(-4.2 * at) * Math.min(1, at / 0.004);
    }
  }
}
