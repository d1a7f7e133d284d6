using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>
/// Bytes that nvrd allocates for each RTP packet it takes: on the thread that takes them, and everywhere (index, logs, timers). Packets are counted in what the floor recorder wrote of the same
/// cameras meanwhile. The cost of asking for the figure is measured by asking twice, and taken off.
/// </summary>
internal sealed class AllocationCount
{
    private const string Everywhere = "nvr_gc_allocated_bytes_total";
    private const string Reader = "nvr_reader_allocated_bytes_total";
    private const double Goal = 0.5;

    private readonly NvrdBox nvrd;
    private readonly RunningRecorder floor;
    private double readerBefore;
    private double bytesBefore;
    private double costOfAsking;
    private long packetsBefore;

    private AllocationCount(NvrdBox nvrd, RunningRecorder floor)
    {
        this.nvrd = nvrd;
        this.floor = floor;
    }

    public static async Task<AllocationCount> BeginAsync(NvrdBox nvrd, RunningRecorder floor, CancellationToken cancellation)
    {
        var count = new AllocationCount(nvrd, floor) { readerBefore = await nvrd.MetricAsync(Reader, cancellation) };
        double first = await nvrd.MetricAsync(Everywhere, cancellation);
        count.bytesBefore = await nvrd.MetricAsync(Everywhere, cancellation);
        count.costOfAsking = count.bytesBefore - first;
        count.packetsBefore = Packets(floor);
        return count;
    }

    public async Task<IReadOnlyList<Row>> EndAsync(CancellationToken cancellation)
    {
        double everywhere = await nvrd.MetricAsync(Everywhere, cancellation) - bytesBefore - costOfAsking;
        double reader = await nvrd.MetricAsync(Reader, cancellation) - readerBefore;
        long packets = Packets(floor) - packetsBefore;
        Progress.Say($"  nvrd allocated {everywhere:F0} bytes, {reader:F0} of them reading, while {packets} packets came (asking costs {costOfAsking:F0})");
        double perPacket = reader / packets;
        return
        [
            new Row("allocated a packet, reading thread", Figures.With(perPacket, "bytes"), "goal 0 bytes", null, "0 bytes (rounded)", perPacket < Goal),
            new Row("allocated a packet, whole program", Figures.With(Math.Max(0, everywhere) / packets, "bytes"), "goal 0 bytes", null, "", null),
        ];
    }

    /// <summary>Interleaved frames in the floor's files.</summary>
    private static long Packets(RunningRecorder floor) => new DirectoryInfo(floor.Directory).EnumerateFiles().Sum(f => CountFrames(f.FullName));

    private static long CountFrames(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
        long count = 0;
        while (true)
        {
            int first = stream.ReadByte();
            if (first < 0)
            {
                return count;
            }
            if (first != '$')
            {
                continue;
            }
            int channel = stream.ReadByte();
            int length = (stream.ReadByte() << 8) | stream.ReadByte();
            if (channel < 0 || length < 0)
            {
                return count;
            }
            stream.Seek(length, SeekOrigin.Current);
            count++;
        }
    }
}
