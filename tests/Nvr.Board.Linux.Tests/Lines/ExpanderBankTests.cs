using Nvr.Board.Linux.Lines;

namespace Nvr.Board.Linux.Tests.Lines;

/// <summary>The pins of an expander, by its registers (MCP23017, IOCON.BANK = 0).</summary>
public sealed class ExpanderBankTests : IDisposable
{
    private const int Direction = 0x00;
    private const int InterruptEnable = 0x04;
    private const int PullUp = 0x0c;
    private const int Pins = 0x12;
    private const int Latch = 0x14;

    private readonly Registers registers = new();
    private readonly List<Exception> failures = [];

    public void Dispose() => registers.Dispose();

    [Fact]
    public void Output_Written_IsSetBeforeItIsMadeOne()
    {
        using ExpanderBank bank = Open();

        bank.Write(9, true);

        Assert.Equal((0x00, 0x02), (registers[Latch], registers[Latch + 1]));
        Assert.Equal((0xff, 0xfd), (registers[Direction], registers[Direction + 1]));
        Assert.Equal([Latch, Direction], registers.Writes.TakeLast(2).Select(w => (int)w.Register));
    }

    [Fact]
    public void Input_ThatChanges_IsToldOnceToWhoeverWatchesIt()
    {
        using ExpanderBank bank = Open();
        registers[Pins] = registers[Pins + 1] = 0xff;
        List<(int Line, bool High)> told = [];
        using IDisposable export = bank.Watch(8, high => told.Add((8, high)));
        using IDisposable locate = bank.Watch(11, high => told.Add((11, high)));
        Assert.Equal((0x09, 0x09), (registers[PullUp + 1], registers[InterruptEnable + 1]));

        registers[Pins + 1] = 0xfe;
        bank.OnInterrupt();
        bank.OnInterrupt();
        registers[Pins + 1] = 0xf7;
        bank.OnInterrupt();

        Assert.Equal([(8, false), (8, true), (11, false)], told);
    }

    [Fact]
    public void Input_ThatChangesWhileAnotherBeginsToBeWatched_IsTold()
    {
        using ExpanderBank bank = Open();
        registers[Pins] = registers[Pins + 1] = 0xff;
        List<(int Line, bool High)> told = [];
        using IDisposable export = bank.Watch(8, high => told.Add((8, high)));

        registers[Pins + 1] = 0xf6;
        using IDisposable locate = bank.Watch(11, high => told.Add((11, high)));
        bank.OnInterrupt();

        Assert.Equal([(8, false)], told);
    }

    [Fact]
    public void Watch_ThatEnded_IsToldNoMore()
    {
        using ExpanderBank bank = Open();
        registers[Pins] = 0xff;
        int told = 0;
        bank.Watch(0, _ => told++).Dispose();

        registers[Pins] = 0xfe;
        bank.OnInterrupt();

        Assert.Equal(0, told);
    }

    [Fact]
    public void Chip_ThatIsGone_IsAFailureAndNoCrash()
    {
        using ExpanderBank bank = Open();
        registers.IsGone = true;

        bank.OnInterrupt();

        Assert.IsType<IOException>(Assert.Single(failures));
        Assert.Throws<IOException>(() => bank.Write(1, true));
        registers.IsGone = false;
    }

    [Fact]
    public void Chip_ThatWasWithoutPowerForAMoment_IsSetUpAgain()
    {
        using ExpanderBank bank = Open();
        bank.Write(9, true);
        bank.Write(1, true);
        using IDisposable export = bank.Watch(8, _ => { });
        foreach (int register in new[] { Latch, PullUp, InterruptEnable })
        {
            registers[register] = registers[register + 1] = 0;
        }
        registers[Direction] = registers[Direction + 1] = 0xff;

        bank.Write(1, false);

        Assert.Equal((0x00, 0x02), (registers[Latch], registers[Latch + 1]));
        Assert.Equal((0xfd, 0xfd), (registers[Direction], registers[Direction + 1]));
        Assert.Equal((0x01, 0x01), (registers[PullUp + 1], registers[InterruptEnable + 1]));
    }

    private ExpanderBank Open() => new(registers, hasInterrupt: true, failures.Add);
}
