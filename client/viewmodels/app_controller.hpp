#pragma once

#include <qqmlregistration.h>
#include <QTimer>
#include <functional>
#include <memory>

#include "client/viewmodels/checkin_controller.hpp"
#include "client/viewmodels/confirm_controller.hpp"
#include "client/viewmodels/conflicts_controller.hpp"
#include "client/viewmodels/enrol_controller.hpp"
#include "client/viewmodels/files_controller.hpp"
#include "client/viewmodels/findings_controller.hpp"
#include "client/viewmodels/photo_controller.hpp"
#include "client/viewmodels/receipt_controller.hpp"
#include "client/viewmodels/rectification_controller.hpp"
#include "client/viewmodels/runner_controller.hpp"
#include "client/viewmodels/schools_controller.hpp"
#include "client/viewmodels/settings_controller.hpp"
#include "client/viewmodels/sync_controller.hpp"
#include "client/viewmodels/today_controller.hpp"
#include "client/viewmodels/undo_controller.hpp"
#include "client/viewmodels/unlock_controller.hpp"
#include "client/viewmodels/visit_header.hpp"
#include "client/viewmodels/wrapup_controller.hpp"

namespace mingcha {

/// What the shell sees: the route, the language, and one controller a page. Leads from the start to the right page (enrol, PIN, unlock,
/// then the spot that was left) and locks when nobody touches the screen.
class AppController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the program")
    Q_PROPERTY(QString route READ route NOTIFY routeChanged)
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)
    Q_PROPERTY(QString officeName READ officeName NOTIFY changed)
    Q_PROPERTY(QString personName READ personName NOTIFY changed)
    Q_PROPERTY(QString dateText READ dateText NOTIFY changed)
    Q_PROPERTY(mingcha::VisitHeader* visit READ visit CONSTANT)
    Q_PROPERTY(mingcha::SyncController* sync READ sync CONSTANT)
    Q_PROPERTY(mingcha::UndoController* undo READ undo CONSTANT)
    Q_PROPERTY(mingcha::SettingsController* settings READ settings CONSTANT)
    Q_PROPERTY(mingcha::EnrolController* enrol READ enrol CONSTANT)
    Q_PROPERTY(mingcha::UnlockController* unlock READ unlock CONSTANT)
    Q_PROPERTY(mingcha::TodayController* today READ today CONSTANT)
    Q_PROPERTY(mingcha::SchoolsController* schools READ schools CONSTANT)
    Q_PROPERTY(mingcha::CheckinController* checkin READ checkin CONSTANT)
    Q_PROPERTY(mingcha::RunnerController* runner READ runner CONSTANT)
    Q_PROPERTY(mingcha::PhotoController* photo READ photo CONSTANT)
    Q_PROPERTY(mingcha::FilesController* files READ files CONSTANT)
    Q_PROPERTY(mingcha::FindingsController* findings READ findings CONSTANT)
    Q_PROPERTY(mingcha::WrapupController* wrapup READ wrapup CONSTANT)
    Q_PROPERTY(mingcha::ConfirmController* confirm READ confirm CONSTANT)
    Q_PROPERTY(mingcha::ReceiptController* receipt READ receipt CONSTANT)
    Q_PROPERTY(mingcha::ConflictsController* conflicts READ conflicts CONSTANT)
    Q_PROPERTY(mingcha::RectificationController* rectification READ rectification CONSTANT)
    Q_PROPERTY(QString batteryText READ batteryText CONSTANT)
    Q_PROPERTY(QString storageText READ storageText NOTIFY changed)
    Q_PROPERTY(QString announcement READ announcement NOTIFY announcementChanged)
    Q_PROPERTY(bool urgentReady READ urgentReady CONSTANT)

public:
    /// Swaps the translator; called before anything is announced again.
    using UseLanguage = std::function<void(QString const& code)>;

    AppController(Context context, UseLanguage use_language, QObject* parent = nullptr);
    ~AppController() override;
    /// Opens the store and leads to the first page.
    void start();

    [[nodiscard]] QString route() const;
    [[nodiscard]] QString language() const { return language_; }
    void setLanguage(QString const& code);
    [[nodiscard]] QString officeName() const;
    [[nodiscard]] QString personName() const;
    [[nodiscard]] QString dateText() const;
    [[nodiscard]] VisitHeader* visit() { return &header_; }
    [[nodiscard]] SyncController* sync() { return &sync_; }
    [[nodiscard]] UndoController* undo() { return &context_.undo; }
    [[nodiscard]] SettingsController* settings() { return &settings_; }
    [[nodiscard]] EnrolController* enrol() { return &enrol_; }
    [[nodiscard]] UnlockController* unlock() { return &unlock_; }
    [[nodiscard]] TodayController* today() { return &today_; }
    [[nodiscard]] SchoolsController* schools() { return &schools_; }
    [[nodiscard]] CheckinController* checkin() { return &checkin_; }
    [[nodiscard]] RunnerController* runner() { return &runner_; }
    [[nodiscard]] PhotoController* photo() { return &photo_; }
    [[nodiscard]] FilesController* files() { return &files_; }
    [[nodiscard]] FindingsController* findings() { return &findings_; }
    [[nodiscard]] WrapupController* wrapup() { return &wrapup_; }
    [[nodiscard]] ConfirmController* confirm() { return &confirm_; }
    [[nodiscard]] ReceiptController* receipt() { return &receipt_; }
    [[nodiscard]] ConflictsController* conflicts() { return &conflicts_; }
    [[nodiscard]] RectificationController* rectification() { return &rectification_; }
    [[nodiscard]] QString batteryText() const { return {}; }  // Qt 6.4 has no battery interface
    [[nodiscard]] QString storageText() const;
    [[nodiscard]] QString announcement() const { return announcement_; }
    [[nodiscard]] bool urgentReady() const { return false; }  // T18 is a later milestone: its button stays hidden

    Q_INVOKABLE void open(QString const& route);
    Q_INVOKABLE void back();
    Q_INVOKABLE void lock();
    Q_INVOKABLE void urgent() {}

    static constexpr int lock_minutes_in_visit = 15;  // UX T2: longer while a visit is open

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void routeChanged();
    void languageChanged();
    void changed();
    void announcementChanged();

private:
    void on_opened();
    void on_unlocked();
    void restart_lock();
    void announce(QString const& text);

    Context context_;
    UseLanguage use_language_;
    QString language_ = QStringLiteral("zh"), announcement_;
    SettingsController settings_;
    VisitHeader header_;
    SyncController sync_;
    EnrolController enrol_;
    UnlockController unlock_;
    TodayController today_;
    SchoolsController schools_;
    CheckinController checkin_;
    RunnerController runner_;
    PhotoController photo_;
    FilesController files_;
    FindingsController findings_;
    WrapupController wrapup_;
    ConfirmController confirm_;
    ReceiptController receipt_;
    ConflictsController conflicts_;
    RectificationController rectification_;
    std::vector<Controller*> all_;
    QTimer lock_;
};

}  // namespace mingcha
