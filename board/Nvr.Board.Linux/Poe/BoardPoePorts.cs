using System.Net.NetworkInformation;
using Nvr.Board.Lines;
using Nvr.Board.Linux.I2c;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Board.Linux.Poe;

/// <summary>
/// The PoE ports of the box itself, fed by chips or by plain supplies. A chip is opened at its first use, and anew after it did not answer. Thread-safe; failures as
/// of <see cref="IPoePorts"/>.
/// </summary>
public sealed class BoardPoePorts(BoardDescription board, IBoardLines lines, TimeProvider time) : IPoePorts, IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Tps23861> chips = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<PhysicalAddress>> heard = new(StringComparer.Ordinal);
    private readonly HashSet<string> cycling = new(StringComparer.Ordinal);

    private IReadOnlyList<PoePortDescription> Ports => board.Poe?.Ports ?? [];

    public Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<PoePort>>(() => [.. Ports.Select(Read)], cancellation);

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        PoePortDescription described = Ports.FirstOrDefault(p => p.Name == port) ?? throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
        if (described is { Chip: null, Enable: null })
        {
            throw new NvrException(ErrorKind.Unsupported, $"The PoE port {port} cannot be switched off.");
        }
        lock (gate)
        {
            if (!cycling.Add(port))
            {
                throw new NvrException(ErrorKind.Conflict, $"The PoE port {port} is being switched off and on already.");
            }
        }
        try
        {
            Set(described, false);
            await Task.Delay(off, time, cancellation);
        }
        finally
        {
            try
            {
                Set(described, true);
            }
            finally
            {
                lock (gate)
                {
                    cycling.Remove(port);
                }
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (string chip in chips.Keys.ToArray())
            {
                Close(chip);
            }
        }
    }

    private PoePort Read(PoePortDescription port)
    {
        IReadOnlyList<PhysicalAddress> macs = Macs(port);
        lock (gate)
        {
            if (cycling.Contains(port.Name))
            {
                return new PoePort(port.Name, port.Chip ?? "supply", PoePower.Off, macs);
            }
        }
        if (port.Chip is not { } name)
        {
            return new PoePort(port.Name, "supply", PlainPower(port), macs);
        }
        Tps23861Port now = default;
        Use(name, chip => now = chip.Look(port.Channel));
        return new PoePort(port.Name, name, now.Power, macs)
        {
            Reading = now.IsGood ? new PoeReading(now.Class, now.Volts, now.Milliamps) : null,
            FaultSentence = now.FaultSentence,
        };
    }

    private PoePower PlainPower(PoePortDescription port) =>
        port.PowerGood is not { } good ? PoePower.Unknown : lines.Read(good) ? PoePower.Delivering : PoePower.Searching;

    // A camera that hangs is silent and ages out of the table, and is just the one that is looked for.
    private IReadOnlyList<PhysicalAddress> Macs(PoePortDescription port)
    {
        IReadOnlyList<PhysicalAddress> now = port.Interface is { } name ? BridgeMacs.Behind(name) ?? [] : [];
        lock (gate)
        {
            if (now.Count == 0)
            {
                return heard.GetValueOrDefault(port.Name) ?? [];
            }
            foreach (string other in heard.Keys.Where(k => k != port.Name).ToArray())
            {
                heard[other] = [.. heard[other].Except(now)];
            }
            return heard[port.Name] = now;
        }
    }

    private void Set(PoePortDescription port, bool on)
    {
        if (port.Chip is { } name)
        {
            Use(name, chip => chip.Set(port.Channel, on));
        }
        else
        {
            lines.Write(port.Enable!, on);
        }
    }

    private void Use(string name, Action<Tps23861> action)
    {
        lock (gate)
        {
            try
            {
                action(ChipOf(name));
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                Close(name);
                throw new NvrException(ErrorKind.Unreachable, $"The PoE controller \"{name}\" does not answer: {failure.Message}", failure);
            }
        }
    }

    private Tps23861 ChipOf(string name)
    {
        if (!chips.TryGetValue(name, out Tps23861? chip))
        {
            ChipDescription described = board.Chips.First(c => c.Name == name);
            chip = new Tps23861(I2cChips.Open(described), described.ShuntMilliohms);
            chip.Begin();
            chips[name] = chip;
        }
        return chip;
    }

    private void Close(string name)
    {
        if (chips.Remove(name, out Tps23861? chip))
        {
            chip.Dispose();
        }
    }
}
