using System.Globalization;
using Nvr.Adoption.Paths;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>
/// Takes cameras from a table: one a row, with the address of its stream, or its IP address and its maker, whose usual path is then taken.
/// </summary>
internal static class CsvImport
{
    public static ImportResult Read(string text)
    {
        var draft = new ImportDraft(ImportFormat.Csv);
        IReadOnlyList<CsvRow> rows = new CsvReader(text).ReadAll();
        if (rows.Count == 0)
        {
            throw new NvrException(ErrorKind.InvalidInput, "The file is empty.");
        }
        CsvColumns? named = CsvColumns.FromHeader(rows[0]);
        CsvColumns columns = named ?? PositionsOf(rows[0]);
        foreach (string header in columns.Unknown)
        {
            draft.LeaveOut(rows[0].Line, null, $"The column \"{header}\" means nothing here, or there are two of it.");
        }
        foreach (CsvRow row in rows.Skip(named is null ? 0 : 1))
        {
            Take(row, columns, draft);
        }
        return draft.Result;
    }

    private static CsvColumns PositionsOf(CsvRow first) => first.Cells.Any(c => c.Contains("://", StringComparison.Ordinal))
        ? CsvColumns.ByPosition(first)
        : throw new NvrException(
            ErrorKind.InvalidInput,
            "Neither a list of cameras nor a configuration of Frigate or MediaMTX is in this file. A list has a first line such as: name,url,user,password");

    private static void Take(CsvRow row, CsvColumns columns, ImportDraft draft)
    {
        string name = NameIn(row, columns);
        try
        {
            (Uri main, Uri? sub) = AddressesIn(row, columns);
            draft.Propose(row.Line, new CameraSettings
            {
                Name = name,
                MainUrl = main,
                SubUrl = sub,
                UserName = columns.In(row, CsvColumn.UserName) is { Length: > 0 } user ? user : null,
                Password = columns.In(row, CsvColumn.Password) is { Length: > 0 } password ? password : null,
                Transport = CsvValues.Transport(columns.In(row, CsvColumn.Transport)) ?? Doubt(draft, row, name, CsvColumn.Transport, CameraTransport.Auto),
                RetainDays = DaysIn(columns.In(row, CsvColumn.RetainDays), draft, row, name),
                Enabled = CsvValues.Flag(columns.In(row, CsvColumn.Enabled)) ?? Doubt(draft, row, name, CsvColumn.Enabled, true),
                RecordAudio = CsvValues.Flag(columns.In(row, CsvColumn.Audio)) ?? Doubt(draft, row, name, CsvColumn.Audio, true),
            });
        }
        catch (NvrException unfit) when (unfit.Kind == ErrorKind.InvalidInput)
        {
            draft.LeaveOut(row.Line, name, unfit.Message);
        }
    }

    private static string NameIn(CsvRow row, CsvColumns columns)
    {
        string name = columns.In(row, CsvColumn.Name);
        string host = columns.In(row, CsvColumn.Host);
        return name.Length > 0 ? name
            : host.Length > 0 ? $"Camera {host}"
            : Uri.TryCreate(columns.In(row, CsvColumn.MainUrl), UriKind.Absolute, out Uri? url) ? $"Camera {url.Host}"
            : string.Create(CultureInfo.InvariantCulture, $"Camera of line {row.Line}");
    }

    private static (Uri Main, Uri? Sub) AddressesIn(CsvRow row, CsvColumns columns)
    {
        string main = columns.In(row, CsvColumn.MainUrl);
        string host = columns.In(row, CsvColumn.Host);
        if (main.Contains("://", StringComparison.Ordinal))
        {
            string sub = columns.In(row, CsvColumn.SubUrl);
            return (CameraAddressRule.Parse(main, "url"), sub.Length > 0 ? CameraAddressRule.Parse(sub, "sub") : null);
        }
        string device = host.Length > 0 ? host : main;
        string maker = columns.In(row, CsvColumn.Maker);
        if (Uri.CheckHostName(device) == UriHostNameType.Unknown)
        {
            throw Unfit("There is no address of a stream in this line, such as rtsp://192.168.1.20/stream1.");
        }
        if (PathTable.MakerBy(new PathHints(null, maker, null)) is null)
        {
            throw Unfit($"For {device} the line tells neither the address of its stream nor a maker that is known. Let the recorder find the camera, or add the address.");
        }
        return ByMaker(device, maker, Number(columns.In(row, CsvColumn.Port), 0), Number(columns.In(row, CsvColumn.Channel), 1));
    }

    private static (Uri Main, Uri? Sub) ByMaker(string device, string maker, int port, int channel)
    {
        PathPattern pattern = PathTable.For(new PathHints(null, maker, null), channel)[0];
        return (pattern.MainAt(device, port, channel), pattern.SubAt(device, port, channel));
    }

    private static int Number(string text, int otherwise) =>
        text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536 ? number
        : throw Unfit($"\"{Shown(text)}\" is no port or channel number.");

    private static int? DaysIn(string text, ImportDraft draft, CsvRow row, string name)
    {
        if (text.Length == 0)
        {
            return null;
        }
        bool ok = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days is >= 1 and <= 3650;
        return ok ? days : Doubt(draft, row, name, CsvColumn.RetainDays, (int?)null);
    }

    private static T Doubt<T>(ImportDraft draft, CsvRow row, string name, CsvColumn column, T otherwise)
    {
        draft.Remark(row.Line, ImportRemarkKind.LeftOut, name, $"What the line says in the column for \"{column}\" is not understood; the usual setting is taken.");
        return otherwise;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] : text;

    private static NvrException Unfit(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
