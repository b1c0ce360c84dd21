#include "client/sync/pinned_network.hpp"

#include <QBuffer>
#include <QSslConfiguration>
#include <QSslKey>
#include <memory>

namespace mingcha {

bool vouches(PublicKey const& identity, QByteArray const& tls_key, QByteArray const& proof_hex) {
    auto const proof = from_hex(proof_hex.toStdString());
    if (!proof || proof->size() != 64 || tls_key.isEmpty()) return false;
    Signature signature{};
    std::ranges::copy(*proof, signature.begin());
    ByteView const body(reinterpret_cast<std::uint8_t const*>(tls_key.constData()),
                        static_cast<std::size_t>(tls_key.size()));
    return verify(identity, Label::identity, body, signature);
}

QNetworkReply* PinnedNetwork::send(QByteArray const& verb, QNetworkRequest request, QByteArray const& body, Done done,
                                   std::function<void(qint64)> const& progress) {
    request.setTransferTimeout(transfer_ms);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    auto ssl = QSslConfiguration::defaultConfiguration();
    ssl.setPeerVerifyMode(QSslSocket::QueryPeer);  // the key is compared below, before anything is sent
    request.setSslConfiguration(ssl);
    auto* reply = manager_->sendCustomRequest(request, verb, body);
    auto const seen = std::make_shared<Reply>();
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply] { reply->ignoreSslErrors(); });
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [this, reply, seen] {
        seen->peer_key = reply->sslConfiguration().peerCertificate().publicKey().toDer();
        if (is_pinned() && seen->peer_key != pinned_) {
            seen->error = QStringLiteral("untrusted");
            reply->abort();
        }
    });
    if (progress)
        QObject::connect(reply, &QNetworkReply::uploadProgress, reply,
                         [progress](qint64 sent, qint64) { progress(sent); });
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, seen, done = std::move(done)] {
        seen->status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        seen->body = reply->readAll();
        seen->raw = reply;
        if (seen->peer_key.isEmpty()) seen->peer_key = reply->sslConfiguration().peerCertificate().publicKey().toDer();
        if (seen->error.isEmpty() && seen->status == 0) seen->error = QStringLiteral("not_reachable");
        done(*seen);
        reply->deleteLater();
    });
    return reply;
}

}  // namespace mingcha
