using Nvr.Board.Files;
using Nvr.Board.Parts;
using Nvr.Core;

namespace Nvr.Board.Tests.Files;

/// <summary>Board files: those that come with the product, and every kind of mistake with its line.</summary>
public sealed class BoardFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-board-");

    public static TheoryData<string> Boards => [.. Directory.EnumerateFiles(BoardsFolder.Path, "*.json").Select(f => Path.GetFileName(f)).Where(n => n != "board.schema.json")];

    public static TheoryData<string> Cases => [.. BoardCase.All.Select(c => c.Name)];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Boards))]
    public void Board_ThatComesWithTheProduct_CanBeUsed(string file) => Assert.Empty(BoardFile.Check(Path.Combine(BoardsFolder.Path, file)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Board_ThatCannotBeMeant_IsToldWithItsLine(string name)
    {
        BoardCase wrong = BoardCase.All.Single(c => c.Name == name);

        BoardProblem first = BoardFile.Check(Write(wrong.Text))[0];

        Assert.Equal(wrong.Line, first.Line);
        Assert.Contains(wrong.Said, first.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfAFileWithMistakes_NamesFileAndLine()
    {
        string file = Write("{ \"name\": \"B\",\n  \"bays\": [ { \"name\": \"1\" } ] }");

        NvrException refused = Assert.Throws<NvrException>(() => BoardFile.Load(file));

        Assert.Equal(ErrorKind.InvalidInput, refused.Kind);
        Assert.Contains($"{file}:2:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfSeveralMistakes_NamesAllInTheOrderOfTheLines()
    {
        string file = Write("""
            {
              "name": "B",
              "bay": [],
              "chips": [ { "name": "a", "kind": "lm75", "bus": 99, "address": "0x10" } ],
              "watchdog": { "device": "x" }
            }
            """);

        Assert.Equal([3, 4, 4, 5], BoardFile.Check(file).Select(p => p.Line));
    }

    [Theory]
    [InlineData("{ \"name\": \"B\",\n \"bays\": [ }", 2)]
    [InlineData("{ \"name\": \"B\"", 1)]
    [InlineData("", 1)]
    [InlineData("{ \"name\": \"B\" }\n{ }", 2)]
    public void Text_ThatIsNotJson_IsToldWithItsLine(string text, int line)
    {
        BoardProblem only = Assert.Single(BoardFile.Check(Write(text)));

        Assert.Equal(line, only.Line);
        Assert.Contains("not JSON", only.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_WithBrokenCharacters_IsRefused()
    {
        string file = Path.Combine(folder.FullName, "board.json");
        File.WriteAllBytes(file, [.. "{ \"name\": \""u8, 0xff, 0xfe, .. "\" }"u8]);

        Assert.Single(BoardFile.Check(file));
    }

    [Fact]
    public void Text_WithAKeyTwice_IsToldWhereItStandsAgain()
    {
        BoardProblem only = Assert.Single(BoardFile.Check(Write("{ \"name\": \"A\",\n\n \"name\": \"B\" }")));

        Assert.Equal((3, 2), (only.Line, only.Column));
    }

    [Fact]
    public void File_ThatIsFarTooLarge_IsRefused() =>
        Assert.Contains("256 kB", Assert.Throws<NvrException>(() => BoardFile.Check(Write(new string(' ', 300_000)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_OfAWholeBoard_TellsItsParts()
    {
        BoardDescription board = BoardFile.Load(Path.Combine(BoardsFolder.Path, "cm4-nvr8-poe8.json"));

        Assert.Equal(new ChipDescription("panel", ChipKind.Mcp23017, 1, 0x20) { Interrupt = new LinePlace("soc", 17, ActiveLow: true) }, board.Chips[0]);
        Assert.Equal(new LinePlace("panel", 3, ActiveLow: false), board.Panel.Leds[PanelLed.Rec].Green);
        Assert.Equal(new LinePlace("panel", 8, ActiveLow: true), board.Panel.Buttons[PanelButton.Export]);
        Assert.Equal(("pse-b", 3), (board.Poe!.Ports[7].Chip, board.Poe.Ports[7].Channel));
        Assert.Equal((120, 4, 8), (board.Poe.BudgetWatts, board.Poe.PerRow, board.Poe.Ports.Count));
        Assert.Equal("platform-fd500000.pcie-pci-0000:01:00.0-ata-4", board.Bays[3].Path);
        Assert.Equal(new WatchdogDescription("/dev/watchdog0", 15), board.Watchdog);
    }

    private string Write(string text)
    {
        string file = Path.Combine(folder.FullName, "board.json");
        File.WriteAllText(file, text);
        return file;
    }
}
