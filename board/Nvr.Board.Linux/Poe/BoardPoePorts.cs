using System.Net.NetworkInformation;
using Nvr.Board.Lines;
using Nvr.Board.Linux.I2c;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Board.Linux.Poe;

/// <summary>
/// The PoE ports of the box itself, fed by chips or by plain supplies. A chip is opened at its first use, and anew after it did not answer; the ports of one that is silent
/// say so, those of the others are told as ever. Thread-safe; failures as of <see cref="IPoePorts"/>.
/// </summary>
public sealed class BoardPoePorts : IPoePorts, IDisposable
{
    private readonly BoardDescription board;
    private readonly IBoardLines lines;
    private readonly TimeProvider time;
    private readonly Func<ChipDescription, Tps23861> open;
    private readonly PoeSupply supply;
    private readonly HeardMacs heard = new();
    private readonly Lock gate = new();
    private readonly Dictionary<string, Tps23861> chips = new(StringComparer.Ordinal);
    private readonly HashSet<string> off = new(StringComparer.Ordinal);

    public BoardPoePorts(BoardDescription board, IBoardLines lines, TimeProvider time)
        : this(board, lines, time, described => new Tps23861(I2cChips.Open(described), described.ShuntMilliohms))
    {
    }

    internal BoardPoePorts(BoardDescription board, IBoardLines lines, TimeProvider time, Func<ChipDescription, Tps23861> open)
    {
        (this.board, this.lines, this.time, this.open) = (board, lines, time, open);
        supply = new PoeSupply(PoeSupply.BoxName, board.Poe?.BudgetWatts ?? 0) { PerRow = board.Poe?.PerRow };
    }

    private IReadOnlyList<PoePortDescription> Ports => board.Poe?.Ports ?? [];

    public Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<PoePort>>(() => [.. Ports.Select(Read)], cancellation);

    public Task SetPowerAsync(string port, bool on, CancellationToken cancellation)
    {
        PoePortDescription described = Switchable(port);
        return Task.Run(() => Set(described, on), cancellation);
    }

    public async Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation)
    {
        PoePortDescription described = Switchable(port);
        lock (gate)
        {
            if (this.off.Contains(port))
            {
                throw new NvrException(ErrorKind.Conflict, $"The PoE port {port} is switched off, or is being switched off and on already.");
            }
            this.off.Add(port);
        }
        try
        {
            Set(described, false);
            await Task.Delay(off, time, cancellation);
        }
        finally
        {
            Set(described, true);
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

    private PoePortDescription Switchable(string port)
    {
        PoePortDescription described = Ports.FirstOrDefault(p => p.Name == port) ?? throw new NvrException(ErrorKind.NotFound, $"There is no PoE port {port}.");
        return CanSwitch(described) ? described : throw new NvrException(ErrorKind.Unsupported, $"The PoE port {port} cannot be switched off.");
    }

    private static bool CanSwitch(PoePortDescription port) => port is not { Chip: null, Enable: null };

    private PoePort Read(PoePortDescription port)
    {
        IReadOnlyList<PhysicalAddress> now = port.Interface is { } name ? BridgeMacs.Behind(name) ?? [] : [];
        var read = new PoePort(port.Name, port.Chip ?? "supply", PoePower.Off, heard.Note(port.Name, now))
        {
            Supply = supply,
            HasLink = port.Interface is { } link ? BridgeMacs.HasLink(link) : null,
            Priority = port.Priority,
            CanSwitch = CanSwitch(port),
        };
        lock (gate)
        {
            if (off.Contains(port.Name))
            {
                return read;
            }
        }
        return port.Chip is { } chip ? Looked(read, chip, port.Channel) : read with { Power = PlainPower(port) };
    }

    private PoePort Looked(PoePort port, string name, int channel)
    {
        try
        {
            Tps23861Port now = default;
            Use(name, chip => now = chip.Look(channel));
            return port with
            {
                Power = now.Power,
                Detection = now.Found,
                Reading = now.IsGood ? PoeReading.Measured(now.Class, now.Volts, now.Milliamps) : null,
                FaultSentence = now.FaultSentence,
            };
        }
        catch (NvrException silent) when (silent.Kind == ErrorKind.Unreachable)
        {
            return port with { Power = PoePower.Unknown, FaultSentence = silent.Message };
        }
    }

    private PoePower PlainPower(PoePortDescription port) =>
        port.PowerGood is not { } good ? PoePower.Unknown : lines.Read(good) ? PoePower.Delivering : PoePower.Searching;

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
        lock (gate)
        {
            _ = on ? off.Remove(port.Name) : off.Add(port.Name);
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
            chip = open(board.Chips.First(c => c.Name == name));
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
