using Bench.Recorders;
using Bench.Report;

namespace Bench.Measurements;

/// <summary>
/// Bytes that nvrd allocates for each RTP packet it takes. Packets are counted in what the floor recorder wrote of the same
/// cameras meanwhile. The cost of asking for the figure is measured by asking twice, and taken off.
/// </summary>
internal sealed class AllocationCount
{
    private const string Metric = "nvr_gc_allocated_bytes_total";
    private const double Goal = 0.5;

    private readonly NvrdBox nvrd;
    private readonly RunningRecorder floor;
    private readonly double bytesBefore;
    private readonly double costOfAsking;
    private readonly long packetsBefore;

    private AllocationCount(NvrdBox nvrd, RunningRecorder floor, double bytesBefore, double costOfAsking, long packetsBefore)
    {
        this.nvrd = nvrd;
        this.floor = floor;
        this.bytesBefore = bytesBefore;
        this.costOfAsking = costOfAsking;
        this.packetsBefore = packetsBefore;
    }

    public static async Task<AllocationCount> BeginAsync(NvrdBox nvrd, RunningRecorder floor, CancellationToken cancellation)
    {
        double first = await nvrd.MetricAsync(Metric, cancellation);
        double second = await nvrd.MetricAsync(Metric, cancellation);
        return new AllocationCount(nvrd, floor, second, second - first, Packets(floor));
    }

    public async Task<Row> EndAsync(CancellationToken cancellation)
    {
        double bytes = await nvrd.MetricAsync(Metric, cancellation) - bytesBefore - costOfAsking;
        long packets = Packets(floor) - packetsBefore;
        double perPacket = Math.Max(0, bytes) / packets;
        Progress.Say($"  nvrd allocated {bytes:F0} bytes while {packets} packets came (asking costs {costOfAsking:F0})");
        return new Row(
            "allocated a packet, everything counted", Figures.With(perPacket, "bytes"), "goal 0 bytes", null, "0 bytes (rounded)", perPacket < Goal);
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
