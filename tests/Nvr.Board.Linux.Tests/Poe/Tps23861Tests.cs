using Nvr.Board.Linux.Poe;
using Nvr.Board.Poe;

namespace Nvr.Board.Linux.Tests.Poe;

/// <summary>The PoE chip's registers, against the figures of its data sheet.</summary>
public sealed class Tps23861Tests : IDisposable
{
    private readonly Registers registers = new();

    public void Dispose() => registers.Dispose();

    [Fact]
    public void Port_ThatDelivers_TellsClassVoltageAndCurrent()
    {
        registers[0x0d] = 0x34;
        registers[0x10] = 0x22;
        // 48.0 V in steps of 3.662 mV, 120 mA in steps of 61.039 uA; the low byte comes first.
        (registers[0x36], registers[0x37]) = (13_108 & 0xff, 13_108 >> 8);
        (registers[0x34], registers[0x35]) = (1_966 & 0xff, 1_966 >> 8);

        Tps23861Port port = new Tps23861(registers, 255).Look(1);

        Assert.Equal((PoePower.Delivering, 3), (port.Power, port.Class));
        Assert.Equal(48.0, port.Volts, 2);
        Assert.Equal(120.0, port.Milliamps, 1);
        Assert.Equal(5.76, PoeReading.Measured(port.Class, port.Volts, port.Milliamps).Watts!.Value, 2);
    }

    [Theory]
    [InlineData(0x06, PoePower.Searching, null)]
    [InlineData(0x03, PoePower.Searching, null)]
    [InlineData(0x01, PoePower.Fault, "short circuit")]
    [InlineData(0x08, PoePower.Fault, "Use another one")]
    [InlineData(0x74, PoePower.Fault, "power supply of its own")]
    public void Port_WithoutPower_SaysWhy(byte status, PoePower power, string? said)
    {
        registers[0x0c] = status;

        Tps23861Port port = new Tps23861(registers, 255).Look(0);

        Assert.Equal(power, port.Power);
        Assert.Equal(said is null, port.FaultSentence is null);
        Assert.Contains(said ?? "", port.FaultSentence ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x64, 0)]
    [InlineData(0x14, 1)]
    [InlineData(0x44, 4)]
    [InlineData(0x84, null)]
    public void Class_AsTheChipCodesIt_IsRead(byte status, int? expected)
    {
        registers[0x0e] = status;

        Assert.Equal(expected, new Tps23861(registers, 255).Look(2).Class);
    }

    [Theory]
    [InlineData(255, 0x00)]
    [InlineData(250, 0x01)]
    public void Shunt_OfTheBoard_IsToldToTheChip(int milliohms, byte bit)
    {
        registers[0x17] = 0x80;

        _ = new Tps23861(registers, milliohms);

        Assert.Equal(0x80 | bit, registers[0x17]);
    }

    [Fact]
    public void Begin_OfAChipThatFeedsCameras_TouchesNothing()
    {
        registers[0x12] = 0xff;

        new Tps23861(registers, 255).Begin();

        Assert.Empty(registers.Writes);
    }

    [Fact]
    public void Begin_OfAChipThatIsOff_LetsItFindAndFeed()
    {
        new Tps23861(registers, 255).Begin();

        Assert.Equal((0xff, 0xff), (registers[0x12], registers[0x18]));
    }

    [Fact]
    public void Power_OffAndOn_TouchesThatChannelAlone()
    {
        var chip = new Tps23861(registers, 255);

        chip.Set(2, false);
        chip.Set(2, true);

        Assert.Equal([(0x19, 0x40), (0x18, 0x44)], registers.Writes.Select(w => ((int)w.Register, (int)w.Values[0])));
    }
}
