#pragma once

#include <QObject>
#include <QTimer>
#include <map>
#include <memory>
#include <set>

#include "client/platform/device_clock.hpp"
#include "client/sync/blob_uploader.hpp"
#include "client/sync/enrolment.hpp"
#include "client/sync/log_watch.hpp"
#include "client/sync/messages.hpp"
#include "client/sync/picture.hpp"
#include "client/sync/sync_link.hpp"
#include "shared/base/suite.hpp"

namespace mingcha {

/// Owns the replica, the picture files, the connection and the upload of photos. Lives on its own thread with an event loop; every
/// function is called there (Store posts to it), and only values leave it.
///
/// Sealing (DESIGN section 3): at every step; when work has been open for `seal_after_ms`; before a session when typing has ended;
/// and, while a session lives, soon after the last write, so that the office sees a visit grow.
class Worker : public QObject {
    Q_OBJECT

public:
    explicit Worker(QString directory);
    ~Worker() override;

    [[nodiscard]] Opened open();
    [[nodiscard]] WriteResult write(WriteJob job);
    [[nodiscard]] PhotoResult keep_photo(PhotoJob const& job);
    void show(Root const& root);
    void seal();
    [[nodiscard]] WriteResult retry_held(std::int64_t held_id);
    [[nodiscard]] WriteResult set_notes(QByteArray const& json);

    [[nodiscard]] WriteResult set_pin(QString const& pin, bool demo_data);
    [[nodiscard]] PinResult check_pin(QString const& pin);

    void ask_server(QString const& address, QString const& code, std::function<void(ServerFacts const&)> const& done);
    void enrol(QString const& code, QString const& label, std::function<void(EnrolResult const&)> const& done);
    void connect_now();
    void set_paused(bool paused);
    void pause_visit(Uuid const& visit, bool paused);
    [[nodiscard]] WriteResult write_text_file(QString const& name, QString const& text) const;

    static constexpr int seal_after_ms = 10 * 60 * 1000;  // DESIGN section 3: at most ten minutes of work
    static constexpr int seal_when_live_ms = 3'000;  // after the last write of a session: typing pauses are shorter
    static constexpr int refresh_pause_ms = 40;      // pages come in bursts; screens change 25 times a second at most

signals:
    void pictured(mingcha::Pictured const& pictured);
    void linkChanged(mingcha::LinkPicture const& link);
    void queueChanged(mingcha::QueuePicture const& queue);

private:
    void start_link();
    void tell_link();
    void refresh();
    void tell_queue();
    void note_received(std::vector<VisitQueue>& visits);
    void load_received();
    void seal_and_tell();
    void run_uploads();
    [[nodiscard]] WriteResult committed(Outcome<Unit> const& written, std::vector<RecordName> const& names, bool seals);
    [[nodiscard]] PinGate pin_gate();

    QString directory_;
    SystemRandom random_;
    DeviceClock clock_;
    std::unique_ptr<Replica> replica_;
    std::unique_ptr<Picture> picture_;
    std::unique_ptr<CapturePipeline> pictures_;
    std::unique_ptr<SyncLink> link_;
    std::unique_ptr<BlobUploader> uploader_;
    std::unique_ptr<LogWatch> watch_;
    std::unique_ptr<Enrolment> enrolment_;
    QTimer seal_timer_, live_seal_timer_, refresh_timer_, queue_timer_;
    std::map<Uuid, qint64> received_;  // when the centre had all of a visit
    std::set<Uuid> paused_visits_;
    bool told_done_ = false;  // the last queueChanged said that the centre has every visit
};

}  // namespace mingcha
