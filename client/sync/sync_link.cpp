#include "client/sync/sync_link.hpp"

#include <algorithm>

#include "client/sync/pinned_network.hpp"
#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

SyncLink::SyncLink(Replica& replica, Clock& clock, Random& random, ServerAddress address, QObject* parent)
    : QObject(parent),
      replica_(replica),
      clock_(clock),
      address_(std::move(address)),
      driver_(replica, random),
      socket_(random, this),
      retry_(this) {
    retry_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, this, &SyncLink::connect_now);
    connect(&socket_, &WebSocketClient::upgraded, this, &SyncLink::on_upgrade);
    connect(&socket_, &WebSocketClient::received, this, &SyncLink::on_message);
    connect(&socket_, &WebSocketClient::closed, this, &SyncLink::on_closed);
}

void SyncLink::connect_now() {
    if (picture_.paused || picture_.state == LinkState::connecting || picture_.state == LinkState::live) return;
    retry_.stop();
    emit aboutToConnect();
    ending_.reset();
    greeted_ = false;
    become(LinkState::connecting);
    socket_.open(address_, QStringLiteral("/sync"), QByteArrayLiteral("mingcha.sync.1"));
}

void SyncLink::set_paused(bool paused) {
    if (std::exchange(picture_.paused, paused) == paused) return;
    retry_.stop();
    if (paused && (picture_.state == LinkState::connecting || picture_.state == LinkState::live))
        socket_.close();
    else if (paused)
        become(LinkState::idle);
    else
        connect_now();
}

void SyncLink::local_change() {
    if (driver_.is_live()) perform(driver_.on_local_change());
}

void SyncLink::on_upgrade(WebSocketClient::Upgrade const& upgrade) {
    auto const nonce = from_hex(upgrade.headers.value("mingcha-nonce").toStdString());
    bool const trusted = !address_.tls || vouches(replica_.identity().server_identity, upgrade.peer_key,
                                                  upgrade.headers.value("mingcha-identity-proof"));
    if (!trusted || !nonce) {
        ending_ = DriverStep{{}, true, trusted ? "protocol_error" : "untrusted", {}, limits::retry_last_ms, false};
        return socket_.close();
    }
    vouched_key_ = upgrade.peer_key;
    perform(driver_.on_open(*nonce));
}

void SyncLink::on_message(QByteArray const& message) {
    if (!greeted_) note_welcome(bytes_of(message));
    picture_.last_contact_ms = clock_.now().time_ms;
    perform(driver_.on_message(bytes_of(message)));
}

void SyncLink::note_welcome(ByteView frame) {
    auto const decoded = decode_frame(frame);
    if (!decoded || !std::holds_alternative<Welcome>(*decoded)) return;
    greeted_ = true;
    picture_.clock_off_ms = clock_.now().time_ms - std::get<Welcome>(*decoded).server_ms;
}

void SyncLink::perform(DriverStep const& step) {
    for (auto const& frame : step.send) socket_.send(frame);
    if (step.stored) emit stored();
    if (step.disconnect) {
        ending_ = step;
        return socket_.close();
    }
    bool const drained = driver_.is_drained();
    bool const told = picture_.drained == drained && (picture_.state == LinkState::live) == driver_.is_live();
    picture_.drained = drained;
    if (driver_.is_live()) picture_.state = LinkState::live, picture_.code.clear();
    if (!told) emit changed();
}

void SyncLink::on_closed(QString const& code) {
    auto wait = driver_.on_close();
    picture_.code = code;
    picture_.drained = false;
    if (ending_) {
        picture_.code = QString::fromStdString(ending_->code);
        wait = ending_->retry_ms;
    }
    bool const untrusted = picture_.code == QStringLiteral("untrusted");
    if (untrusted) vouched_key_.clear();
    if (picture_.paused) return become(LinkState::idle);
    if (wait < 0) {
        wait = limits::retry_last_ms;  // our own store failed: room may be made at any time, and nobody need tell us
        picture_.code.prepend(QStringLiteral("own_"));
    }
    auto const pause = std::max<std::int64_t>(wait, reconnect_least_ms);
    picture_.retry_at_ms = clock_.now().time_ms + pause;
    retry_.start(static_cast<int>(pause));
    become(untrusted ? LinkState::untrusted : LinkState::waiting);
}

void SyncLink::become(LinkState state) {
    picture_.state = state;
    if (state != LinkState::waiting && state != LinkState::untrusted) picture_.retry_at_ms = 0;
    emit changed();
}

LinkPicture SyncLink::picture() const {
    return picture_;
}

}  // namespace mingcha
