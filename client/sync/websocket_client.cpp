#include "client/sync/websocket_client.hpp"

#include <QCryptographicHash>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
constexpr qsizetype reply_bytes_max = 16 * 1024;  // a 101 with our headers has 500 bytes

QByteArray raw(ByteView bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray accept_for(QByteArray const& key) {  // RFC 6455 1.3
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1).toBase64();
}
}  // namespace

WebSocketClient::WebSocketClient(Random& random, QObject* parent)
    : QObject(parent), random_(random), ping_(this), silence_(this) {
    silence_.setSingleShot(true);
    connect(&ping_, &QTimer::timeout, this, [this] { write(websocket::Opcode::ping, {}); });
    connect(&silence_, &QTimer::timeout, this,
            [this] { end(state_ == State::open ? QStringLiteral("silent") : QStringLiteral("not_reachable")); });
}

WebSocketClient::~WebSocketClient() {
    if (socket_) socket_->disconnect(this);
}

void WebSocketClient::open(ServerAddress const& address, QString const& path, QByteArray const& subprotocol) {
    address_ = address;
    path_ = path;
    subprotocol_ = subprotocol;
    reply_.clear();
    reader_ = std::make_unique<websocket::Reader>(limits::frame_bytes_max);
    state_ = State::connecting;
    silence_.start(connect_ms);
    if (socket_) socket_.release()->deleteLater();
    if (address.tls) {
        auto tls = std::make_unique<QSslSocket>();
        // Who signed the certificate does not matter: the pinned identity vouches for its key (DESIGN section 7).
        tls->setPeerVerifyMode(QSslSocket::QueryPeer);
        connect(tls.get(), &QSslSocket::sslErrors, this, [socket = tls.get()] { socket->ignoreSslErrors(); });
        connect(tls.get(), &QSslSocket::encrypted, this, &WebSocketClient::send_upgrade);
        socket_ = std::move(tls);
    } else {
        socket_ = std::make_unique<QTcpSocket>();
        connect(socket_.get(), &QTcpSocket::connected, this, &WebSocketClient::send_upgrade);
    }
    connect(socket_.get(), &QTcpSocket::readyRead, this, &WebSocketClient::on_bytes);
    connect(socket_.get(), &QTcpSocket::disconnected, this, [this] { end(QStringLiteral("closed")); });
    connect(socket_.get(), &QTcpSocket::errorOccurred, this,
            [this] { end(state_ == State::open ? QStringLiteral("closed") : QStringLiteral("not_reachable")); });
    if (auto* tls = qobject_cast<QSslSocket*>(socket_.get()))
        tls->connectToHostEncrypted(address.host, address.port);
    else
        socket_->connectToHost(address.host, address.port);
}

void WebSocketClient::send_upgrade() {
    state_ = State::upgrading;
    Bytes nonce(16);
    random_.fill(nonce);
    key_ = raw(nonce).toBase64();
    auto const host = address_.host.toUtf8() + ':' + QByteArray::number(address_.port);
    socket_->write("GET " + path_.toUtf8() + " HTTP/1.1\r\nHost: " + host +
                   "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
                   key_ + "\r\nSec-WebSocket-Protocol: " + subprotocol_ + "\r\n\r\n");
}

void WebSocketClient::on_bytes() {
    auto const bytes = socket_->readAll();
    if (state_ == State::open) return take_frames(bytes);
    if (state_ != State::upgrading) return;
    reply_ += bytes;
    take_reply();
}

void WebSocketClient::take_reply() {
    auto const head_end = reply_.indexOf("\r\n\r\n");
    if (head_end < 0) {
        if (reply_.size() > reply_bytes_max) end(QStringLiteral("protocol_error"));
        return;
    }
    auto const lines = reply_.left(head_end).split('\n');
    Upgrade upgrade;
    for (auto const& line : lines.mid(1))
        if (auto const colon = line.indexOf(':'); colon > 0)
            upgrade.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    bool const switched = lines.front().startsWith("HTTP/1.1 101");
    if (!switched) return end(QStringLiteral("refused"));
    if (upgrade.headers.value("sec-websocket-accept") != accept_for(key_) ||
        upgrade.headers.value("sec-websocket-protocol") != subprotocol_)
        return end(QStringLiteral("protocol_error"));
    if (auto* tls = qobject_cast<QSslSocket*>(socket_.get()))
        upgrade.peer_key = tls->peerCertificate().publicKey().toDer();
    state_ = State::open;
    ping_.start(ping_ms);
    silence_.start(silence_ms);
    auto const rest = reply_.mid(head_end + 4);
    reply_.clear();
    emit upgraded(upgrade);
    if (state_ == State::open && !rest.isEmpty()) take_frames(rest);
}

void WebSocketClient::take_frames(QByteArray const& bytes) {
    silence_.start(silence_ms);
    auto events = reader_->feed(bytes_of(bytes));
    if (!events) return end(QString::fromStdString(events.error().code));
    for (auto const& event : *events) {
        if (state_ != State::open) return;
        if (auto const* message = std::get_if<websocket::Message>(&event))
            emit received(raw(message->payload));
        else if (auto const* ping = std::get_if<websocket::Ping>(&event))
            write(websocket::Opcode::pong, ping->payload);
        else if (std::holds_alternative<websocket::Close>(event))
            return end(QStringLiteral("closed"));
    }
}

void WebSocketClient::write(websocket::Opcode opcode, ByteView payload) {
    if (state_ != State::open) return;
    std::array<std::uint8_t, 4> mask{};
    random_.fill(mask);
    socket_->write(raw(websocket::client_frame(opcode, payload, mask)));
}

void WebSocketClient::send(ByteView message) {
    write(websocket::Opcode::binary, message);
}

void WebSocketClient::close() {
    std::array<std::uint8_t, 2> const normal{0x03, 0xE8};  // 1000
    write(websocket::Opcode::close, normal);
    end(QStringLiteral("closed"));
}

void WebSocketClient::end(QString const& code) {
    if (state_ == State::closed) return;
    state_ = State::closed;
    ping_.stop();
    silence_.stop();
    socket_->disconnect(this);
    socket_->disconnectFromHost();
    emit closed(code);
}

}  // namespace mingcha
