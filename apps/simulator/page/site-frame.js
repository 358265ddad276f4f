// The site: the real chat in a frame, as a guest or as a visitor whom the site has signed in.
import { h } from './dom.js';
import { Device } from './device.js';
import { language, say } from './words.js';

export class SiteFrame extends Device {
  body() {
    this.frame = h('iframe', { title: say('site'), 'data-testid': 'site-frame' });
    return [this.frame];
  }

  draw() {
    super.draw();
    void this.refresh();
  }

  async refresh() {
    this.frame.src = `/demo/site?lang=${language}&person=${encodeURIComponent(this.person)}`;
  }

  drawLines() {}
}
