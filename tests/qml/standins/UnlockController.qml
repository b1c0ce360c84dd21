import QtQml

QtObject {
    property string personText: "王建国·历下区督导室"
    property int digits: 3
    property string message: ""
    property string waitText: ""
    property bool error: false
    property string runningText: "有 1 次督导进行中，已自动保存 14:32"
    property string unsentText: "本机未上传：3 次督导、41 张照片"
    property string helpText: "督导室电话 0531-0000000"
    property bool checking: false
    property string challenge: ""
    property string lockTitle: "本机已被督导室锁定，记录仍保存在本机"
    property string lockReason: "设备报失 06-12 16:10"
    property string lockPhone: "请联系历下区督导室 0531-0000000"
    function digit(d: string) {
        digits += 1;
    }
    function erase() {
        digits = Math.max(0, digits - 1);
    }
    function forgot() {
        challenge = "4417 9023";
    }
    function answer(text: string) {
    }
}
