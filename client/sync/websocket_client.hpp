#pragma once

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QTimer>
#include <memory>

#include "client/sync/server_address.hpp"
#include "client/sync/websocket_frames.hpp"
#include "shared/base/random.hpp"

class QTcpSocket;

namespace mingcha {

/// The bytes of a message as shared/ reads them; they live as long as `bytes`.
[[nodiscard]] inline ByteView bytes_of(QByteArray const& bytes) {
    return {reinterpret_cast<std::uint8_t const*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

/// One WebSocket to the sync server, over TLS. Qt's own QWebSocket hides the reply's headers, in which the server proves itself, so the
/// upgrade is spoken here. The certificate is not judged by its issuer: `upgraded` hands over the key of the peer and the headers, and
/// whoever listens decides before anything is sent.
///
/// Any thread with an event loop; all calls and signals on that one.
class WebSocketClient : public QObject {
    Q_OBJECT

public:
    struct Upgrade {
        QMap<QByteArray, QByteArray> headers;  ///< names in lower case
        QByteArray peer_key;  ///< SubjectPublicKeyInfo (DER) of the peer's certificate; empty without TLS
    };

    /// `random` masks frames; it outlives the socket.
    WebSocketClient(Random& random, QObject* parent = nullptr);
    ~WebSocketClient() override;

    void open(ServerAddress const& address, QString const& path, QByteArray const& subprotocol);
    void send(ByteView message);
    /// Says goodbye; `closed` follows.
    void close();
    [[nodiscard]] bool is_open() const { return state_ == State::open; }

    static constexpr int connect_ms = 20'000;  // TCP, TLS and the upgrade on a bad link
    static constexpr int ping_ms = 25'000;     // below the 30-60 s after which mobile networks forget a connection
    static constexpr int silence_ms = 60'000;  // two pings unanswered: the line is dead

signals:
    void upgraded(mingcha::WebSocketClient::Upgrade const& upgrade);
    void received(QByteArray const& message);
    /// Once for each open(). `code`: not_reachable, refused, protocol_error, too_big, silent, closed.
    void closed(QString const& code);

private:
    enum class State { closed, connecting, upgrading, open };

    void send_upgrade();
    void on_bytes();
    void take_reply();
    void take_frames(QByteArray const& bytes);
    void write(websocket::Opcode opcode, ByteView payload);
    void end(QString const& code);

    Random& random_;
    std::unique_ptr<QTcpSocket> socket_;
    std::unique_ptr<websocket::Reader> reader_;
    ServerAddress address_;
    QString path_;
    QByteArray subprotocol_, key_, reply_;
    State state_ = State::closed;
    QTimer ping_, silence_;
};

}  // namespace mingcha
