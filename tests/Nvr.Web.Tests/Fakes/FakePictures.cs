using Nvr.Sandbox.Processes;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A process that makes pictures which have the right headers and nothing else, in Python.</summary>
internal static class FakePictures
{
    private const string Script = """
        import os, struct, json
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
        message()
        send(2, struct.pack('<I', 31))
        drawn = 0
        while True:
            kind, payload = message()
            if kind == 16: order = json.loads(payload)
            if kind == 4: drawn += 1; send(5, struct.pack('<qqq', drawn, drawn, 0))
            if kind == 7:
                frame = struct.pack('>HBHHB', 8, 8, order['rows'] * order['tileHeight'], order['columns'] * order['tileWidth'], 0)
                crop = str(order.get('crop')).encode()
                send(4, struct.pack('<BBHqq', 0, 1, 0, 0, 0) + b'\xff\xd8\xff\xc0' + frame + b'\xff\xda\x00\x02' + crop + b'\xff\xd9')
        """;

    public static WorkerProgram Program { get; } = new("/usr/bin/python3", ["-c", Script]);
}
