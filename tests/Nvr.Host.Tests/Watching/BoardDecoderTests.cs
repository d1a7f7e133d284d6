using Nvr.Media.Tests.Watching;
using Nvr.Sandbox.Confinement;
using Nvr.Sandbox.Processes;
using Nvr.Sandbox.Protocol;
using Scenes;
using Torture.Box;
using Xunit;

namespace Nvr.Host.Tests.Watching;

/// <summary>The published program's analysing process on machines that have no decoder of the board's, or things that look like one.</summary>
public sealed class BoardDecoderTests
{
    private const int Units = 60;

    /// <summary>Makes a /dev of its own with what the process needs, runs what the first word says in it, and then the rest.</summary>
    private const string OwnDevices = """
        d=/mnt; mount -t tmpfs none "$d"; for n in null zero urandom; do touch "$d/$n"; mount --bind "/dev/$n" "$d/$n"; done
        cd "$d"; eval "$1"; shift; mount --rbind "$d" /dev; exec "$@"
        """;

    [Theory]
    [InlineData("")]
    // A device that answers no question about video, one that is a file, one that leads nowhere, and one that is a pipe.
    [InlineData("touch video10; mount --bind /dev/null video10")]
    [InlineData("echo none > video10; ln -s nowhere video11")]
    [InlineData("mkfifo video10")]
    public async Task WithoutADecoder_SoftwareDecodes_BehindAllWalls(string devices)
    {
        CodedScene scene = CodedScene.Encode(new SceneOptions("street", 3) { Seconds = Units / CodedScene.Rate }, 400);
        await using WorkerProcess process = WorkerProcess.Start(ProgramWith(devices));
        process.Socket.Blocking = true;
        using var reader = new MessageReader(process.Socket);
        var writer = new MessageWriter(process.Socket);
        writer.Send(MessageKind.Order, new WorkerOrder { Task = WorkerTask.Watch }.Write());
        var walls = ReadyMessage.Read(await TakeAsync(reader, MessageKind.Ready))!.Walls;
        Assert.True(walls.HasFlag(Walls.SystemCalls | Walls.Landlock), $"{walls}");

        writer.Send(MessageKind.Format, new FormatMessage(0, scene.Format).Write());
        for (int n = 0; n < Units; n++)
        {
            writer.Send(new UnitMessage { Track = 0, IsRandomAccess = CodedScene.IsKey(scene.Units[n]), Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = scene.Units[n] });
        }
        DecodingMessage first = DecodingMessage.Read(await TakeAsync(reader, MessageKind.Decoding))!.Value;
        Assert.Equal((0, false, 0L), (first.Track, first.IsByBoard, first.Decoded));
        for (int n = 0; n < Units; n++)
        {
            Assert.NotNull(MotionMessage.Read(await TakeAsync(reader, MessageKind.Motion)));
        }
    }

    // Who is not root cannot have devices of his own; that he has no decoder either, is shown then.
    private static WorkerProgram ProgramWith(string devices) => Environment.IsPrivilegedProcess
        ? new WorkerProgram("/usr/bin/unshare", ["-m", "sh", "-c", OwnDevices, "sh", devices, NvrdProgram.Path, "analyze"])
        : new WorkerProgram(NvrdProgram.Path, ["analyze"]);

    // Words on decoding come in between.
    private static async Task<byte[]> TakeAsync(MessageReader reader, MessageKind wanted)
    {
        while (!reader.Ended)
        {
            while (reader.TryTake(out MessageKind kind, out ReadOnlySpan<byte> payload))
            {
                if (kind == wanted)
                {
                    return payload.ToArray();
                }
                Assert.Equal(MessageKind.Decoding, kind);
                Assert.False(DecodingMessage.Read(payload)!.Value.IsByBoard);
            }
            await Task.Run(reader.Fill, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException("The process is gone.");
    }
}
