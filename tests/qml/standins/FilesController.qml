import QtQml

QtObject {
    property bool open: false
    property bool busy: false
    property bool canUp: true
    property string folderText: "图片"
    property string emptyText: ""
    property string leftOutText: ""
    property var places: [{
            "value": "/pictures",
            "word": "图片",
            "chosen": true
        }, {
            "value": "/home",
            "word": "我的文件",
            "chosen": false
        }]
    property FilesModel entries: FilesModel {
        rows: [{
                "id": "/pictures/2026",
                "key": "2026",
                "name": "2026 春季",
                "folder": true,
                "facts": "",
                "source": ""
            }, {
                "id": "/pictures/hall.svg",
                "key": "hall.svg",
                "name": "hall.svg",
                "folder": false,
                "facts": "6月12日 14:31  3.1 MB",
                "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg"
            }, {
                "id": "/pictures/door.svg",
                "key": "door.svg",
                "name": "IMG_20260612_143102_教学楼东侧疏散通道.jpg",
                "folder": false,
                "facts": "6月12日 14:30  2.8 MB",
                "source": "qrc:/qt/qml/Mingcha/ViewModels/door.svg"
            }]
    }
    property string picked: ""
    function pick(path: string) {
        picked = path;
    }
    function up() {
    }
    function close() {
        open = false;
    }
}
