import { showProgress } from '../../../infra/local/progress';

const shown = (isTTY: boolean, total?: number) => {
  let now = 0;
  let text = '';
  const work = showProgress({ isTTY, write: (more: string) => (text += more) }, () => now).begin('Import Contact', total);
  return { at: (ms: number, done: number) => ((now = ms), work.at(done)), end: (ms: number, done: number) => ((now = ms), work.end(done)), text: () => text };
};

describe('progress', () => {
  it('of long work on a terminal is one line that is rewritten, with rate and time left', () => {
    const { at, end, text } = shown(true, 54_000);
    at(100, 500);
    at(2_000, 12_000);
    end(9_000, 54_000);

    expect(text()).toBe('\r\u001B[2KImport Contact: 12,000 of 54,000, 6,000/s, 7 s left\r\u001B[2KImport Contact: 54,000 in 9.0 s\n');
  });

  it('elsewhere is a plain line now and then', () => {
    const { at, end, text } = shown(false);
    at(4_999, 1);
    at(6_000, 12_000);
    end(7_500, 15_000);

    expect(text()).toBe('Import Contact: 12,000, 2,000/s\nImport Contact: 15,000 in 7.5 s\n');
  });
});
