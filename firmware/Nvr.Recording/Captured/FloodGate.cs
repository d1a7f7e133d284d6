using Nvr.Core;

namespace Nvr.Recording.Captured;

/// <summary>
/// Bounds what a sandboxed process may make the recorder do: 4 MB and 400 messages a second, with ten seconds' worth at once. An order asks
/// for a tenth of it. Pump thread only; more is an <see cref="NvrException"/> of kind Protocol.
/// </summary>
internal sealed class FloodGate(long nowUs)
{
    private const double BytesPerUs = 4;
    private const double MessagesPerUs = 400e-6;
    private const double BurstUs = 10_000_000;

    private double bytes = BytesPerUs * BurstUs;
    private double messages = MessagesPerUs * BurstUs;
    private long lastUs = nowUs;

    public void AdmitMessage()
    {
        messages--;
        Require(messages);
    }

    /// <summary>Also lets time pass.</summary>
    public void Admit(int count, long atUs)
    {
        long passedUs = Math.Max(0, atUs - lastUs);
        lastUs = atUs;
        messages = Math.Min(MessagesPerUs * BurstUs, messages + (passedUs * MessagesPerUs));
        bytes = Math.Min(BytesPerUs * BurstUs, bytes + (passedUs * BytesPerUs)) - count;
        Require(bytes);
    }

    private static void Require(double left)
    {
        if (left < 0)
        {
            throw new NvrException(ErrorKind.Protocol, "The capture process sends far more than any video device has; it is started anew.");
        }
    }
}
