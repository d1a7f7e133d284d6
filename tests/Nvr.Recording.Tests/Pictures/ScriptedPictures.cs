using System.Text;
using System.Text.RegularExpressions;
using Nvr.Sandbox.Processes;

namespace Nvr.Recording.Tests.Pictures;

/// <summary>
/// A process that speaks the protocol of the one that makes pictures, in Python, and does with each key frame what that says. Its JPEGs have the right headers, and its number and the tiles that were drawn inside.
/// </summary>
internal static partial class ScriptedPictures
{
    private const string Words = """
        import os, struct, time, json, signal
        def send(kind, payload): os.write(3, struct.pack('<IBBBB', len(payload), kind, 0, 0, 0) + payload)
        def read(count):
            data = b''
            while len(data) < count:
                more = os.read(3, count - len(data))
                if not more: os._exit(0)
                data += more
            return data
        def message():
            length, kind, _, _, _ = struct.unpack('<IBBBB', read(8))
            return kind, read(length)
        def jpeg(width, height, text):
            frame = struct.pack('>HBHHB', 8, 8, height, width, 0)
            return b'\xff\xd8' + b'\xff\xc0' + frame + b'\xff\xda\x00\x02' + text + b'\xff\xd9'
        def unit(data): send(4, struct.pack('<BBHqq', 0, 1, 0, 0, 0) + data)
        taken = drawn = 0
        tiles = []
        order = {}
        def finish(): unit(jpeg(order['columns'] * order['tileWidth'], order['rows'] * order['tileHeight'], ('[%d:%s]' % (os.getpid(), ','.join(tiles))).encode()))
        def ready(): send(2, struct.pack('<I', 31))
        def draw(tile, data):
            global taken, drawn
            taken += 1
            if data == b'die': os._exit(3)
            if data == b'crash': os.kill(os.getpid(), signal.SIGSEGV)
            if data == b'starve': send(6, b'\x08There is no memory left for pictures.'); os._exit(1)
            if data.startswith(b'once '):
                if not os.path.exists(data[5:]): open(data[5:], 'w').close(); os._exit(4)
            if data.startswith(b'hold '):
                while os.path.exists(data[5:]): time.sleep(0.01)
            if tile >= 0 and data != b'undecodable': drawn += 1; tiles.append(str(tile))
            send(5, struct.pack('<qqq', taken, drawn, taken - drawn))
        def serve():
            global order
            while True:
                kind, payload = message()
                if kind == 16: order = json.loads(payload); tiles.clear()
                if kind == 4: draw(struct.unpack('<q', payload[4:12])[0], payload[20:])
                if kind == 7: finish()
        message()

        """;

    public static WorkerProgram Program(string script = "ready(); serve()") => new("/usr/bin/python3", ["-c", Words + script]);

    /// <summary>The process that made a picture, and the tiles that it drew.</summary>
    public static (int Process, string Tiles) Read(byte[] jpeg)
    {
        Match text = Text().Match(Encoding.Latin1.GetString(jpeg));
        return (int.Parse(text.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), text.Groups[2].Value);
    }

    [GeneratedRegex(@"\[(\d+):([\d,]*)\]")]
    private static partial Regex Text();
}
