#!/usr/bin/env python3
"""The product in windows: a server with demo data, the tablet program, and on the terminal what one needs to try both.

What is made stays in DIR and is there again the next time; --fresh begins anew. Ends when the tablet's window is closed, or at Ctrl+C.
"""

import argparse
import pathlib
import shutil
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "client")]
from tablet import Failure, Server  # noqa: E402

INSPECTOR, PIN, CODE = "王建国", "246810", "135790"
PORT = 8443  # the same every time, so that a tablet that is enrolled finds its server again

CARD = """
平板 · tablet        {tablet}
  服务器 server      {address}
  登记码 code        {code}   ({inspector}; 已填好，10 分钟内有效 · filled in, valid for ten minutes)
  PIN                {pin}   (首次启动时设置 · to be set at the first start)
  视导员确认码       {confirmation}   (the liaison officer's confirmation code)
网页 · console       {address}/
  账号 account       lixia / mingcha-demo
  证书是自签的，浏览器会提醒一次。 · The certificate is our own: the browser asks once.

以上口令只在演示数据中有效。 · These work on demo data only. 关闭窗口或按 Ctrl+C 结束。 · Close the window or press Ctrl+C to end.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tablet", required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    office, tablet = options.out / "demo", options.out / "demo-tablet"
    if options.fresh:
        shutil.rmtree(office, ignore_errors=True)
        shutil.rmtree(tablet, ignore_errors=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as at Ctrl+C: the server is stopped too
    server = Server(options.server, office, make=not office.exists())
    server.port = options.port
    try:
        server.start()
        code = server.code_for(INSPECTOR)
        print(CARD.format(tablet=options.tablet, address=server.address, code=code, inspector=INSPECTOR, pin=PIN, confirmation=CODE), flush=True)
        return subprocess.run([options.tablet, "--data", str(tablet), "--server", server.address, "--code", code]).returncode
    except Failure as failure:
        print(f"{failure}\nIs port {options.port} taken? Try ./dev run --port {options.port + 1} --fresh")
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if server.process:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
