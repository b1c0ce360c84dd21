import QtQml

QtObject {
    property string route: "today"
    property string language: "zh"
    property string officeName: "历下区督导室"
    property string personName: "王建国"
    property string dateText: "6月12日 周五"
    property VisitHeader visit: VisitHeader {
    }
    property SyncController sync: SyncController {
    }
    property UndoController undo: UndoController {
    }
    property SettingsController settings: SettingsController {
    }
    property EnrolController enrol: EnrolController {
    }
    property UnlockController unlock: UnlockController {
    }
    property TodayController today: TodayController {
    }
    property SchoolsController schools: SchoolsController {
    }
    property CheckinController checkin: CheckinController {
    }
    property RunnerController runner: RunnerController {
    }
    property PhotoController photo: PhotoController {
    }
    property FilesController files: FilesController {
    }
    property FindingsController findings: FindingsController {
    }
    property WrapupController wrapup: WrapupController {
    }
    property ConfirmController confirm: ConfirmController {
    }
    property ReceiptController receipt: ReceiptController {
    }
    property ConflictsController conflicts: ConflictsController {
    }
    property RectificationController rectification: RectificationController {
    }
    property string batteryText: ""
    property string storageText: ""
    property string announcement: ""
    property bool urgentReady: true
    property int backs: 0
    function open(to: string) {
        route = to;
    }
    function back() {
        backs += 1;
        route = "today";
    }
    function lock() {
        route = "unlock";
    }
    function urgent() {
    }
}
