import QtQml

QtObject {
    property string school: "育英中学"
    property string kindText: "常规督导·初中 2026 版"
    property int step: 2
    property int stepsDone: 1
    property string savedText: "已存 14:32:07"
    property bool open: true
}
