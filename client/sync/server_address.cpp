#include "client/sync/server_address.hpp"

#include <QHostAddress>

namespace mingcha {

namespace {
bool is_loopback(QString const& host) {
    return host == QStringLiteral("localhost") || QHostAddress(host).isLoopback();
}
}  // namespace

Outcome<ServerAddress> ServerAddress::parse(QString const& text) {
    Error const bad{"bad_address", "not the address of a server"};
    auto const trimmed = text.trimmed();
    QUrl const url(trimmed.contains(QStringLiteral("://")) ? trimmed : QStringLiteral("https://") + trimmed,
                   QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) return bad;
    ServerAddress out;
    out.host = url.host();
    out.tls = url.scheme() == QStringLiteral("https");
    if (!out.tls && (url.scheme() != QStringLiteral("http") || !is_loopback(out.host))) return bad;
    out.port = static_cast<quint16>(url.port(out.tls ? 443 : 80));
    return out;
}

QUrl ServerAddress::url(QString const& path) const {
    QUrl out;
    out.setScheme(tls ? QStringLiteral("https") : QStringLiteral("http"));
    out.setHost(host);
    out.setPort(port);
    out.setPath(path);
    return out;
}

QString ServerAddress::text() const {
    return url({}).toString();
}

}  // namespace mingcha
