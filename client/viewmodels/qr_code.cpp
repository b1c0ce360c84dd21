#include "client/viewmodels/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace mingcha {

QString qr_rows(QString const& text) {
    std::unique_ptr<QRcode, decltype(&QRcode_free)> const code(
        QRcode_encodeString8bit(text.toUtf8().constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return {};
    QString out;
    for (int y = 0; y < code->width; ++y) {
        if (y > 0) out += QLatin1Char('\n');
        for (int x = 0; x < code->width; ++x)
            out += QLatin1Char((code->data[y * code->width + x] & 1) != 0 ? '1' : '0');
    }
    return out;
}

}  // namespace mingcha
