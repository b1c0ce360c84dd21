#pragma once

#include <QString>

namespace mingcha {

/// A QR code (ISO 18004, level M) as rows of 0 and 1 joined by line ends; empty where the text does not fit.
[[nodiscard]] QString qr_rows(QString const& text);

}  // namespace mingcha
