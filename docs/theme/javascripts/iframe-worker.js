// A browser starts no worker from file://, so from a stick the search's script runs in a frame of its own.
if (location.protocol === 'file:') {
  window.Worker = class {
    constructor(address) {
      const { port1: here, port2: there } = new MessageChannel(); // holds what is sent before the script is there
      this.port = here;
      here.onmessage = (event) => this.onmessage && this.onmessage(event);
      this.frame = document.createElement('iframe');
      this.frame.hidden = true;
      this.frame.title = 'search';
      this.frame.onload = () => {
        const inside = this.frame.contentWindow;
        inside.postMessage = (data) => there.postMessage(data);
        const script = inside.document.createElement('script');
        script.onload = () => {
          there.onmessage = ({ data }) => inside.dispatchEvent(new inside.MessageEvent('message', { data }));
        };
        script.onerror = (event) => this.onerror && this.onerror(event);
        script.src = new URL(address, location.href).href;
        inside.document.head.append(script);
      };
      this.frame.srcdoc = '<!doctype html>';
      document.documentElement.append(this.frame);
    }
    postMessage(data) {
      this.port.postMessage(data);
    }
    terminate() {
      this.port.close();
      this.frame.remove();
    }
  };
}
