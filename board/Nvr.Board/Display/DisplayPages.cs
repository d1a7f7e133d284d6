using System.Globalization;
using Nvr.Board.Panel;
using Nvr.Core.Health;
using QRCoder;

namespace Nvr.Board.Display;

/// <summary>
/// From what is to be told to what the display shows: pages that take turns, or the one that a person at the box waits for. Pure; every combination of facts has at least one page.
/// For displays 128 pixels wide and 64 or 32 high; on the low ones there is no room for a code to scan.
/// </summary>
public static class DisplayPages
{
    public const int Width = 128;

    private const int CodeSide = 64;

    public static IReadOnlyList<Screen> Of(DisplayFacts facts, int height) => facts switch
    {
        { Phase: BoxPhase.Stopping } => [Sentence("Shutting down", "Leave the power on until this goes dark.", height)],
        { Reset: ResetStage.PasswordAndNetwork } => [Sentence("Let go to reset", "The password and the network settings.", height)],
        { Reset: ResetStage.FactorySettings } => [Sentence("Let go to reset", "All settings. Recordings are kept.", height)],
        { IsLocating: true } => [Sentence(facts.Name, "This is the one that you look for.", height)],
        { Export: not (ExportState.Idle or ExportState.StickReady) } => [Export(facts, height)],
        { SetupCode: { } code } => [.. Address(facts, height), SetUp(code, height), .. Fingerprint(facts, height)],
        _ => [Recording(facts, height), .. Stick(facts, height), .. facts.Troubles.Take(3).Select(t => Trouble(t, height)), .. Address(facts, height), .. Fingerprint(facts, height)],
    };

    private static Screen Sentence(string head, string sentence, int height)
    {
        var screen = new Screen(Width, height);
        screen.Write(0, 0, ScreenFont.Large, head);
        Write(screen, 18, sentence);
        return screen;
    }

    private static Screen SetUp(string code, int height)
    {
        var screen = new Screen(Width, height) { IsForTheGlassAlone = true };
        screen.Write(0, 0, ScreenFont.Small, "Set-up code");
        // The page takes it with or without the blank.
        screen.Write(0, 14, ScreenFont.Large, $"{code[..4]} {code[4..]}");
        Write(screen, 34, "Asked for by the page of this box.");
        return screen;
    }

    private static Screen Recording(DisplayFacts facts, int height)
    {
        var screen = new Screen(Width, height);
        screen.Write(0, 0, ScreenFont.Large, facts.Name);
        screen.Write(0, 18, ScreenFont.Small, facts switch
        {
            { Phase: BoxPhase.Starting } => "Starting",
            { CamerasWanted: 0 } => "Nothing to record",
            _ => string.Create(CultureInfo.InvariantCulture, $"Recording {facts.CamerasRecording} of {facts.CamerasWanted}"),
        });
        screen.Write(0, 32, ScreenFont.Small, facts.Storage);
        screen.Write(0, 46, ScreenFont.Small, facts.Troubles.Count switch { 0 => "All is well", 1 => "1 thing to see to", var more => $"{more} things to see to" });
        return screen;
    }

    private static Screen Trouble(HealthItem trouble, int height)
    {
        var screen = new Screen(Width, height);
        Write(screen, 0, trouble.Sentence);
        return screen;
    }

    private static IEnumerable<Screen> Stick(DisplayFacts facts, int height) =>
        facts.Export == ExportState.StickReady ? [Sentence("USB key ready", facts.ExportSentence, height)] : [];

    private static Screen Export(DisplayFacts facts, int height)
    {
        var screen = new Screen(Width, height);
        screen.Write(0, 0, ScreenFont.Large, facts.Export switch { ExportState.Running => "Exporting", ExportState.SafeToRemove => "Safe to remove", _ => "Export failed" });
        int below = 18;
        if (facts.Export == ExportState.Running)
        {
            screen.Fill(0, 18, Width, 9);
            screen.Fill(1, 19, Width - 2, 7, lit: false);
            screen.Fill(2, 20, (int)((Width - 4) * Math.Clamp(facts.ExportDone, 0, 1)), 5);
            below = 30;
        }
        Write(screen, below, facts.ExportSentence);
        return screen;
    }

    private static IEnumerable<Screen> Address(DisplayFacts facts, int height)
    {
        if (facts.Page is not { } page)
        {
            return [Sentence("No network", "Plug a network cable into the box.", height)];
        }
        var screen = new Screen(Width, height);
        if (height < CodeSide)
        {
            screen.Write(0, 0, ScreenFont.Small, "Open in a browser:");
            Write(screen, 12, page.AbsoluteUri);
            return [screen];
        }
        DrawCode(screen, page);
        // Beside the code there is room for ten characters a line; an address is read in parts.
        int y = 0;
        foreach (string line in TextWrap.Lines($"Scan me or open {page.AbsoluteUri.TrimEnd('/')}", (Width - CodeSide - 2) / ScreenFont.Small.Width, height / ScreenFont.Small.Height))
        {
            screen.Write(CodeSide + 3, y, ScreenFont.Small, line);
            y += ScreenFont.Small.Height;
        }
        return [screen];
    }

    /// <summary>What a browser shows of the page's certificate when it asks whether to trust it, in groups of four; on as many pages as it takes.</summary>
    private static IEnumerable<Screen> Fingerprint(DisplayFacts facts, int height)
    {
        if (facts is not { Fingerprint: { } digits, Page: not null })
        {
            yield break;
        }
        ScreenFont font = ScreenFont.Small;
        int groupsInLine = ((Width / font.Width) + 1) / 5;
        string[] lines = [.. digits.Chunk(4).Chunk(groupsInLine).Select(groups => string.Join(' ', groups.Select(g => new string(g))))];
        string[][] pages = [.. lines.Chunk((height / font.Height) - 1)];
        for (int page = 0; page < pages.Length; page++)
        {
            var screen = new Screen(Width, height);
            screen.Write(0, 0, font, pages.Length == 1 ? "Fingerprint SHA-256" : string.Create(CultureInfo.InvariantCulture, $"Fingerprint {page + 1} of {pages.Length}"));
            for (int line = 0; line < pages[page].Length; line++)
            {
                screen.Write(0, (line + 1) * font.Height, font, pages[page][line]);
            }
            yield return screen;
        }
    }

    // Dark modules on a lit square, as on paper: readers of phones need the rim.
    private static void DrawCode(Screen screen, Uri page)
    {
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(page.AbsoluteUri, QRCodeGenerator.ECCLevel.M);
        const int rim = 4;
        int modules = code.ModuleMatrix.Count - (2 * rim);
        int scale = Math.Max(1, (CodeSide - 4) / modules);
        int begin = (CodeSide - (modules * scale)) / 2;
        screen.Fill(0, 0, CodeSide, CodeSide);
        for (int row = 0; row < modules; row++)
        {
            for (int column = 0; column < modules; column++)
            {
                if (code.ModuleMatrix[row + rim][column + rim])
                {
                    screen.Fill(begin + (column * scale), begin + (row * scale), scale, scale, lit: false);
                }
            }
        }
    }

    private static void Write(Screen screen, int y, string sentence)
    {
        ScreenFont font = ScreenFont.Small;
        foreach (string line in TextWrap.Lines(sentence, screen.Width / font.Width, Math.Max(1, (screen.Height - y) / font.Height)))
        {
            screen.Write(0, y, font, line);
            y += font.Height;
        }
    }
}
