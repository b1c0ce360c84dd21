#pragma once

#include <QObject>
#include <QTimer>

#include "client/sync/messages.hpp"
#include "client/sync/websocket_client.hpp"
#include "shared/replica/sync_driver.hpp"

namespace mingcha {

/// Keeps one session with the server alive and carries frames between the socket and the SyncDriver. Decides nothing about records; all
/// it knows is when to connect, whether the server is the pinned one, and when to try again. Worker thread.
class SyncLink : public QObject {
    Q_OBJECT

public:
    /// All outlive the link. The replica must be enrolled.
    SyncLink(Replica& replica, Clock& clock, Random& random, ServerAddress address, QObject* parent = nullptr);

    void start() { connect_now(); }
    /// At once, whatever wait is running: the person asked, or the network changed.
    void connect_now();
    /// While paused no connection is made; a running one ends.
    void set_paused(bool paused);
    /// Something was sealed.
    void local_change();

    [[nodiscard]] bool is_live() const { return driver_.is_live(); }
    [[nodiscard]] LinkPicture picture() const;
    /// The TLS key that the pinned identity vouched for in this session; empty while none did, and without TLS.
    [[nodiscard]] QByteArray const& vouched_key() const { return vouched_key_; }
    [[nodiscard]] ServerAddress const& address() const { return address_; }

    static constexpr int reconnect_least_ms = 200;  // "at once" in a loop of refusals must not spin

signals:
    /// Before each session: the moment to seal what is open.
    void aboutToConnect();
    /// A frame changed the store.
    void stored();
    void changed();

private:
    void on_upgrade(WebSocketClient::Upgrade const& upgrade);
    void on_message(QByteArray const& message);
    void on_closed(QString const& code);
    void perform(DriverStep const& step);
    void note_welcome(ByteView frame);
    void become(LinkState state);

    Replica& replica_;
    Clock& clock_;
    ServerAddress address_;
    SyncDriver driver_;
    WebSocketClient socket_;
    QTimer retry_;
    LinkPicture picture_;
    QByteArray vouched_key_;
    std::optional<DriverStep> ending_;  ///< why the driver asked to close
    bool greeted_ = false;
};

}  // namespace mingcha
