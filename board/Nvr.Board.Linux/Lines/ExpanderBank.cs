using System.Device.I2c;
using Iot.Device.Mcp23xxx;

namespace Nvr.Board.Linux.Lines;

/// <summary>
/// The sixteen pins of an MCP23017. Inputs are pulled up. A changed input is noticed by the chip's interrupt line where the board has wired it (<see cref="OnInterrupt"/>), and else
/// by asking twenty times a second while anybody watches.
/// </summary>
internal sealed class ExpanderBank : ILineBank
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Mcp23017 chip;
    private readonly List<(int Line, Action<bool> OnLevel)> watchers = [];
    private readonly Timer? asking;
    private readonly Action<Exception> onFailure;
    private ushort inputs = ushort.MaxValue;
    private ushort outputs;
    private ushort levels;

    public ExpanderBank(I2cDevice device, bool hasInterrupt, Action<Exception> onFailure)
    {
        this.onFailure = onFailure;
        // Makes all pins inputs and all outputs low.
        chip = new Mcp23017(device);
        asking = hasInterrupt ? null : new Timer(_ => OnInterrupt());
    }

    public void Write(int line, bool high)
    {
        lock (gate)
        {
            outputs = With(outputs, line, high);
            // A chip that was without power for a moment has all pins as inputs again, and says nothing of it.
            bool hasRestarted = chip.ReadUInt16(Register.IODIR) != inputs;
            if (hasRestarted)
            {
                ListenToWatched_NeedsLock();
            }
            chip.WriteUInt16(Register.OLAT, outputs);
            if (hasRestarted || (inputs & (1 << line)) != 0)
            {
                // The level first, then the direction: the LED does not flash at the start.
                inputs = With(inputs, line, false);
                chip.WriteUInt16(Register.IODIR, inputs);
            }
        }
    }

    public void Dim(int line, double fraction) => Write(line, fraction >= 0.5);

    public bool Read(int line)
    {
        lock (gate)
        {
            return (chip.ReadUInt16(Register.GPIO) & (1 << line)) != 0;
        }
    }

    public IDisposable Watch(int line, Action<bool> onLevel)
    {
        lock (gate)
        {
            watchers.Add((line, onLevel));
            ListenToWatched_NeedsLock();
            levels = With(levels, line, (chip.ReadUInt16(Register.GPIO) & (1 << line)) != 0);
            asking?.Change(AskInterval, AskInterval);
        }
        // Reading has let go of an interrupt that another input may have made meanwhile.
        OnInterrupt();
        return new Watching(() =>
        {
            lock (gate)
            {
                watchers.Remove((line, onLevel));
            }
        });
    }

    /// <summary>An input may have changed: looks, and tells whoever watches it. Reading the pins lets go of the interrupt.</summary>
    public void OnInterrupt()
    {
        try
        {
            foreach ((Action<bool> tell, bool high) in TakeChanges())
            {
                tell(high);
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            onFailure(failure);
        }
    }

    public void Dispose()
    {
        asking?.Dispose();
        lock (gate)
        {
            chip.Dispose();
        }
    }

    private void ListenToWatched_NeedsLock()
    {
        ushort watched = watchers.Aggregate((ushort)0, (all, w) => With(all, w.Line, true));
        chip.WriteUInt16(Register.GPPU, watched);
        chip.WriteUInt16(Register.GPINTEN, watched);
    }

    private static ushort With(ushort bits, int line, bool set) => (ushort)(set ? bits | (1 << line) : bits & ~(1 << line));

    private List<(Action<bool>, bool)> TakeChanges()
    {
        lock (gate)
        {
            ushort now = chip.ReadUInt16(Register.GPIO);
            int changed = now ^ levels;
            levels = now;
            return [.. watchers.Where(w => (changed & (1 << w.Line)) != 0).Select(w => (w.OnLevel, (now & (1 << w.Line)) != 0))];
        }
    }
}
