import QtQml

QtObject {
    property var moveTargets: []
    property string code: "M3.2"
    property string title: "3.2 疏散通道畅通"
    property string countText: "2 张"
    property string stampText: "育英中学 3.2  06-12 14:31"
    property string camera: "none"
    property string cameraText: "这台设备没有可用的相机。可以从相册选取，会标为“非现场拍摄”。"
    property var videoSink: null
    property var photos: [{
            "id": "f1",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
            "time": "14:31",
            "mark": "有标注",
            "name": "照片 1"
        }, {
            "id": "f2",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/door.svg",
            "time": "14:31",
            "mark": "",
            "name": "照片 2"
        }]
    property bool torch: false
    property bool torchReady: false
    property bool grid: true
    property bool burst: false
    property var notice: ({})
    property string reviewing: ""
    property var review: ({
            "id": "f1",
            "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
            "indexText": "照片 1/2",
            "title": "3.2 疏散通道畅通",
            "caption": "",
            "stampText": "育英中学 3.2  06-12 14:31",
            "forbidden": false
        })
    property var release: [{
            "value": "no_child",
            "word": "无学生面部"
        }, {
            "value": "ground",
            "word": "保留并写依据"
        }]
    property bool releaseAsk: true
    property string releaseText: ""
    property int shots: 0
    function shutter() {
        shots += 1;
    }
    function chooseFile() {
    }
    function done() {
    }
    function openReview(id: string) {
        reviewing = id;
    }
    function closeReview() {
        reviewing = "";
    }
    function nextPhoto() {
    }
    function retake() {
    }
    function remove(id: string) {
    }
    function moveTo(id: string, code: string) {
    }
    function setCaption(id: string, t: string) {
    }
    function setRelease(v: string, ground: string) {
    }
    function noticeAct(act: string) {
    }
}
