#pragma once

#include <QString>
#include <QUrl>

#include "shared/base/outcome.hpp"

namespace mingcha {

/// Where the office's server is. TLS always, except for a loopback address that says http:// itself (DESIGN section 7).
struct ServerAddress {
    QString host;
    quint16 port = 443;
    bool tls = true;

    /// "inspect.example.cn", "10.0.0.5:8443", "https://…", "http://127.0.0.1:8080". `bad_address` for anything else.
    [[nodiscard]] static Outcome<ServerAddress> parse(QString const& text);
    [[nodiscard]] QUrl url(QString const& path) const;
    [[nodiscard]] QString text() const;
};

}  // namespace mingcha
