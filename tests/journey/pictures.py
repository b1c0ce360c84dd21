"""What the inspector photographs: drawn scenes in flat colours, 1280×960, as PNG. No two are the same bytes."""

import struct
import zlib

WIDTH, HEIGHT = 1280, 960

# x, y, width, height in hundredths of the picture, then the colour
SCENES = {
    "board": ((206, 214, 220), [(0, 78, 100, 22, (150, 156, 160)), (18, 14, 64, 56, (24, 78, 140)), (21, 22, 58, 45, (246, 246, 240)),
                                (24, 26, 14, 22, (188, 200, 208)), (42, 27, 32, 3, (60, 70, 80)), (42, 33, 28, 3, (120, 130, 138)),
                                (42, 39, 30, 3, (120, 130, 138)), (24, 53, 50, 2, (150, 158, 164)), (24, 58, 44, 2, (150, 158, 164))]),
    "paper": ((120, 92, 66), [(24, 8, 52, 86, (250, 250, 246)), (30, 14, 40, 4, (170, 40, 36)), (30, 24, 40, 2, (90, 96, 102)),
                              (30, 30, 36, 2, (140, 146, 150)), (30, 36, 38, 2, (140, 146, 150)), (30, 44, 40, 26, (226, 232, 238)),
                              (30, 76, 22, 2, (140, 146, 150)), (58, 74, 12, 10, (206, 84, 74))]),
    "corridor": ((226, 226, 218), [(0, 70, 100, 30, (168, 158, 146)), (36, 20, 28, 52, (200, 204, 208)), (44, 10, 12, 6, (28, 130, 80)),
                                   (0, 0, 14, 80, (206, 206, 198)), (86, 0, 14, 80, (206, 206, 198)), (68, 52, 14, 26, (150, 112, 72))]),
    "gate": ((176, 206, 232), [(0, 66, 100, 34, (140, 142, 144)), (8, 26, 12, 42, (176, 92, 70)), (80, 26, 12, 42, (176, 92, 70)),
                               (20, 34, 60, 5, (60, 66, 72)), (22, 48, 56, 3, (120, 126, 132)), (30, 70, 4, 12, (232, 176, 40)),
                               (46, 70, 4, 12, (232, 176, 40)), (62, 70, 4, 12, (232, 176, 40))]),
    "extinguisher": ((232, 230, 224), [(0, 82, 100, 18, (166, 166, 162)), (26, 40, 48, 44, (170, 30, 28)), (30, 45, 40, 34, (214, 222, 228)),
                                       (38, 50, 9, 28, (196, 34, 30)), (54, 50, 9, 28, (196, 34, 30)), (40, 47, 5, 3, (40, 40, 40)),
                                       (56, 47, 5, 3, (40, 40, 40))]),
    "kitchen": ((240, 242, 244), [(0, 60, 100, 40, (190, 196, 200)), (10, 12, 34, 62, (212, 220, 226)), (13, 16, 28, 16, (244, 250, 252)),
                                  (13, 36, 28, 16, (244, 250, 252)), (16, 24, 5, 7, (206, 120, 60)), (24, 24, 5, 7, (90, 150, 80)),
                                  (32, 24, 5, 7, (220, 190, 120)), (56, 46, 36, 16, (160, 168, 174))]),
}


def picture(path, scene, number):
    """Draws SCENES[scene] with a strip whose length follows from `number`; answers the path as text."""
    ground, parts = SCENES[scene]
    parts = parts + [(2, 96, 1 + number % 60, 1, (40, 44, 48))]
    rows = []
    for y in range(HEIGHT):
        shade = y // 48  # a little light from above, so that nothing is perfectly flat
        row = bytearray(bytes(max(0, c - shade) for c in ground) * WIDTH)
        for left, top, width, height, colour in parts:
            if top * HEIGHT <= y * 100 < (top + height) * HEIGHT:
                start, count = left * WIDTH // 100, width * WIDTH // 100
                row[3 * start : 3 * (start + count)] = bytes(colour) * count
        rows.append(b"\0" + row)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(rows), 1)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b""))
    return str(path)


def ink_tones(png):
    """How many different bytes the rows of a PNG have: few where nothing was drawn, many along the edges of a line."""
    at, data = 8, b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return len(set(zlib.decompress(data)))
