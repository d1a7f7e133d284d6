using Nvr.Board.Lines;
using Nvr.Board.Linux.I2c;
using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Core.Time;

namespace Nvr.Board.Linux.Lines;

/// <summary>
/// A board's lines on the kernel's GPIO and I2C. A controller or chip is opened at its first use. One that fails is closed and opened anew at the next
/// use, so that a loose plug heals; its watches are set up again then. Thread-safe.
/// </summary>
public sealed class LinuxLines(BoardDescription board, BoxClock clock) : IBoardLines
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ILineBank> banks = new(StringComparer.Ordinal);
    private readonly List<Watch> watches = [];

    public void Write(LinePlace line, bool on) => Use(line, bank => bank.Write(line.Line, on != line.ActiveLow));

    public void Dim(LinePlace line, double fraction) => Use(line, bank => bank.Dim(line.Line, line.ActiveLow ? 1 - fraction : fraction));

    public bool Read(LinePlace line)
    {
        bool high = false;
        Use(line, bank => high = bank.Read(line.Line));
        return high != line.ActiveLow;
    }

    IDisposable IBoardLines.Watch(LinePlace line, Action<LineEdge> onEdge)
    {
        var watch = new Watch(line, high => onEdge(new LineEdge(high != line.ActiveLow, clock.MonotonicUs / 1000)));
        lock (gate)
        {
            watches.Add(watch);
            Use(line, bank => watch.Begin(bank));
        }
        return new Watching(() =>
        {
            lock (gate)
            {
                watches.Remove(watch);
                watch.End();
            }
        });
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (string name in banks.Keys.ToArray())
            {
                Close(name);
            }
        }
    }

    private void Use(LinePlace line, Action<ILineBank> action)
    {
        lock (gate)
        {
            try
            {
                action(BankOf(line.On));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or ObjectDisposedException)
            {
                Close(line.On);
                throw new NvrException(ErrorKind.Unreachable, $"\"{line.On}\" does not answer: {failure.Message}", failure);
            }
        }
    }

    private ILineBank BankOf(string name)
    {
        if (banks.TryGetValue(name, out ILineBank? open))
        {
            return open;
        }
        ILineBank bank = Open(name);
        banks[name] = bank;
        foreach (Watch watch in watches.Where(w => w.Line.On == name && !w.HasBegun))
        {
            watch.Begin(bank);
        }
        return bank;
    }

    private ILineBank Open(string name)
    {
        if (board.Gpio.FirstOrDefault(g => g.Name == name) is { } gpio)
        {
            return GpioBank.Open(gpio);
        }
        ChipDescription chip = board.Chips.First(c => c.Name == name);
        return chip.Kind switch
        {
            ChipKind.Mcp23017 => OpenExpander(chip),
            ChipKind.Pca9685 => new DimmerBank(I2cChips.Open(chip)),
            _ => throw new NvrException(ErrorKind.InvalidInput, $"\"{name}\" has no lines."),
        };
    }

    private ExpanderBank OpenExpander(ChipDescription chip)
    {
        var bank = new ExpanderBank(I2cChips.Open(chip), chip.Interrupt is not null, _ => ForgetLater(chip.Name));
        if (chip.Interrupt is { } interrupt)
        {
            try
            {
                BankOf(interrupt.On).Watch(interrupt.Line, high =>
                {
                    if (high != interrupt.ActiveLow)
                    {
                        bank.OnInterrupt();
                    }
                });
            }
            catch
            {
                bank.Dispose();
                throw;
            }
        }
        return bank;
    }

    // Told on the bank's own thread, which must not wait for who uses it just now.
    private void ForgetLater(string name) => ThreadPool.QueueUserWorkItem(_ =>
    {
        lock (gate)
        {
            Close(name);
        }
    });

    private void Close(string name)
    {
        foreach (Watch watch in watches.Where(w => w.Line.On == name))
        {
            watch.Lost();
        }
        if (banks.Remove(name, out ILineBank? bank))
        {
            bank.Dispose();
        }
    }

    /// <summary>An input that somebody listens to, over all openings of its bank.</summary>
    private sealed class Watch(LinePlace line, Action<bool> onLevel)
    {
        private IDisposable? running;

        public LinePlace Line => line;

        public bool HasBegun => running is not null;

        public void Begin(ILineBank bank) => running ??= bank.Watch(line.Line, onLevel);

        public void Lost() => running = null;

        public void End() => running?.Dispose();
    }
}
