import QtQml

QtObject {
    property bool visible: false
    property string text: "已删除 1 张照片"
    property string icon: "trash"
    property bool undoable: true
    property string lastText: "3.2 不符合"
    property int undone: 0
    function undo() {
        undone += 1;
    }
    function dismiss() {
        visible = false;
    }
}
