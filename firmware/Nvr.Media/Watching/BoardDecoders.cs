using FFmpeg.AutoGen;
using Nvr.Core.Media;

namespace Nvr.Media.Watching;

/// <summary>
/// The decoders of the board (V4L2, stateful, such as a Raspberry Pi 4's), opened before the walls are up, as nothing can be opened behind them, and lent to streams one by one. After the first fault of any of them no more
/// are lent. Used by one thread.
/// </summary>
internal sealed unsafe class BoardDecoders : IDisposable
{
    /// <summary>Of each codec. Each takes about 15 MB that the kernel sets aside for devices, and small boards have 64.</summary>
    private const int Most = 4;

    /// <summary>Decoders are told a size before the stream's is known; by it they measure the buffers for units.</summary>
    private const int Width = 1920;
    private const int Height = 1080;

    private readonly Dictionary<Codec, Stack<Decoder>> free = new() { [Codec.H264] = [], [Codec.H265] = [] };

    private BoardDecoders()
    {
    }

    /// <summary>How many there are to lend.</summary>
    public int Count => free.Values.Sum(f => f.Count);

    /// <summary>Those that the board has and this user may open; none on most boards, and then nothing is told of it.</summary>
    public static BoardDecoders Open(string h264 = "h264_v4l2m2m", string h265 = "hevc_v4l2m2m")
    {
        var opened = new BoardDecoders();
        opened.Add(Codec.H264, h264);
        opened.Add(Codec.H265, h265);
        return opened;
    }

    public static BoardDecoders None() => new();

    /// <summary>One for this codec; null when there is none. Whoever takes it disposes it.</summary>
    public Decoder? Take(Codec codec) => free.TryGetValue(codec, out Stack<Decoder>? stack) && stack.TryPop(out Decoder? decoder) ? decoder : null;

    /// <summary>No more are lent.</summary>
    public void GiveUp()
    {
        foreach (Decoder decoder in free.Values.SelectMany(f => f))
        {
            decoder.Dispose();
        }
        foreach (Stack<Decoder> stack in free.Values)
        {
            stack.Clear();
        }
    }

    public void Dispose() => GiveUp();

    private void Add(Codec codec, string name)
    {
        // Four buffers for units are enough where one is sent after the other.
        using var options = new Options(("num_output_buffers", "4"));
        while (free[codec].Count < Most && Decoder.TryOpen(name, Prepare, options) is { } decoder)
        {
            free[codec].Push(decoder);
        }
    }

    private static void Prepare(AVCodecContext* context)
    {
        (context->width, context->height) = (Width, Height);
    }
}
