using System.Globalization;
using Microsoft.AspNetCore.Http;
using Nvr.Core.Time;

namespace Nvr.Web.Shares;

/// <summary>What the page behind a share says, in the language of who opens it. Immutable.</summary>
internal sealed record ShareWords
{
    private static readonly string[] GermanDays = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];

    private static readonly ShareWords English = new()
    {
        Language = "en", Title = "Shared recording", Ended = "This share has ended.", AskAgain = "Ask whoever sent you the address for a new one.", Unknown = "There is no share at this address.",
        CheckAddress = "Check that the address is complete.", TooMany = "Too many attempts. Wait a few minutes, then try again.", Gone = "The recordings of this share are no longer there.",
        NotReady = "The recording is being prepared. This page looks again by itself.", Download = "Download", Password = "Password", Open = "Open", WrongPassword = "The password is wrong.",
        NeedsPassword = "Whoever shared this gave it a password.", Until = "Available until", Changed = "The recordings changed and are being prepared again. This page looks again by itself.",
        ZipNote = "A ZIP file: unpack it and open index.html in it. It plays the recordings and checks that nothing was changed.", Cameras = "Camera", Time = "Time",
        Busy = "Too many people look at shared recordings just now. Try again in a moment.",
    };

    private static readonly ShareWords German = new()
    {
        Language = "de", Title = "Geteilte Aufzeichnung", Ended = "Diese Freigabe ist beendet.", AskAgain = "Bitten Sie, wer Ihnen die Adresse geschickt hat, um eine neue.",
        Unknown = "Unter dieser Adresse gibt es keine Freigabe.", CheckAddress = "Sehen Sie nach, ob die Adresse vollständig ist.", TooMany = "Zu viele Versuche. Warten Sie einige Minuten und versuchen Sie es dann noch einmal.",
        Gone = "Die Aufzeichnungen dieser Freigabe gibt es nicht mehr.", NotReady = "Die Aufzeichnung wird vorbereitet. Diese Seite sieht von selbst wieder nach.", Download = "Herunterladen", Password = "Passwort",
        Open = "Öffnen", WrongPassword = "Das Passwort ist falsch.", NeedsPassword = "Wer dies geteilt hat, hat ein Passwort gesetzt.", Until = "Verfügbar bis",
        Changed = "Die Aufzeichnungen haben sich geändert und werden neu vorbereitet. Diese Seite sieht von selbst wieder nach.",
        ZipNote = "Eine ZIP-Datei: Entpacken Sie sie und öffnen Sie darin index.html. Die Seite spielt die Aufzeichnungen und prüft, ob nichts verändert wurde.", Cameras = "Kamera", Time = "Zeit",
        Busy = "Gerade sehen zu viele geteilte Aufzeichnungen an. Versuchen Sie es gleich noch einmal.",
    };

    public required string Language { get; init; }

    public required string Title { get; init; }

    public required string Ended { get; init; }

    public required string AskAgain { get; init; }

    public required string Unknown { get; init; }

    public required string CheckAddress { get; init; }

    public required string TooMany { get; init; }

    public required string Gone { get; init; }

    public required string NotReady { get; init; }

    public required string Changed { get; init; }

    public required string Download { get; init; }

    public required string Password { get; init; }

    public required string Open { get; init; }

    public required string WrongPassword { get; init; }

    public required string NeedsPassword { get; init; }

    public required string Until { get; init; }

    public required string ZipNote { get; init; }

    public required string Cameras { get; init; }

    public required string Time { get; init; }

    public required string Busy { get; init; }

    /// <summary>German where the browser names it before English, English else.</summary>
    public static ShareWords For(HttpRequest request)
    {
        string? first = request.Headers.AcceptLanguage.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(';', '-')[0].ToLowerInvariant()).FirstOrDefault(l => l is "de" or "en");
        return first == "de" ? German : English;
    }

    /// <summary>A moment in the zone of the recorder, with the weekday and the zone.</summary>
    public string Moment(UtcTime time)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), TimeZoneInfo.Local);
        string zone = local.Offset == TimeSpan.Zero ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"UTC{local:zzz}");
        return Language == "de"
            ? string.Create(CultureInfo.InvariantCulture, $"{GermanDays[(int)local.DayOfWeek]}, {local:d.M.yyyy}, {local:HH:mm:ss} ({zone})")
            : string.Create(CultureInfo.InvariantCulture, $"{local:dddd, d MMMM yyyy, HH:mm:ss} ({zone})");
    }
}
