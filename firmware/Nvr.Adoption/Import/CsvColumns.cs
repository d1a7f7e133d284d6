namespace Nvr.Adoption.Import;

/// <summary>Finds out which column is which. Headers compare without case, blanks, dashes and underscores.</summary>
internal sealed class CsvColumns
{
    private static readonly (CsvColumn Column, string[] Spellings)[] Known =
    [
        (CsvColumn.Name, ["name", "camera", "cameraname", "title", "label", "description", "kamera", "bezeichnung", "nom", "nombre"]),
        (CsvColumn.MainUrl, ["url", "mainurl", "main", "rtsp", "rtspurl", "stream", "streamurl", "mainstream", "mainstreamurl", "address", "source", "uri"]),
        (CsvColumn.SubUrl, ["suburl", "sub", "substream", "substreamurl", "secondstream", "secondaryurl", "lowurl", "detecturl"]),
        (CsvColumn.Host, ["ip", "host", "ipaddress", "hostname", "ipadresse", "cameraip", "device"]),
        (CsvColumn.Port, ["port", "rtspport"]),
        (CsvColumn.Maker, ["maker", "manufacturer", "vendor", "brand", "make", "hersteller"]),
        (CsvColumn.Channel, ["channel", "ch", "kanal"]),
        (CsvColumn.UserName, ["user", "username", "login", "benutzer", "account"]),
        (CsvColumn.Password, ["password", "pass", "pwd", "passwort", "kennwort"]),
        (CsvColumn.Transport, ["transport", "protocol", "rtsptransport"]),
        (CsvColumn.RetainDays, ["retaindays", "days", "retention", "retentiondays", "keepdays"]),
        (CsvColumn.Enabled, ["enabled", "active", "record", "recording"]),
        (CsvColumn.Audio, ["audio", "sound", "recordaudio"]),
    ];

    private readonly Dictionary<CsvColumn, int> places = [];

    private CsvColumns()
    {
    }

    /// <summary>Headers that mean nothing here, with their place.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Null when the row is no header.</summary>
    public static CsvColumns? FromHeader(CsvRow row)
    {
        var columns = new CsvColumns();
        for (int i = 0; i < row.Cells.Count; i++)
        {
            columns.Place(row.Cells[i], i);
        }
        bool usable = columns.places.ContainsKey(CsvColumn.MainUrl) || columns.places.ContainsKey(CsvColumn.Host);
        return usable ? columns : null;
    }

    /// <summary>Lists without a header: name, main, sub, user, password; or, where the first cell is an address, without the name.</summary>
    public static CsvColumns ByPosition(CsvRow first)
    {
        int from = first.Cells[0].Contains("://", StringComparison.Ordinal) ? 1 : 0;
        CsvColumn[] order = [CsvColumn.Name, CsvColumn.MainUrl, CsvColumn.SubUrl, CsvColumn.UserName, CsvColumn.Password];
        var columns = new CsvColumns();
        for (int i = from; i < order.Length; i++)
        {
            columns.places[order[i]] = i - from;
        }
        return columns;
    }

    /// <summary>Empty where the list has no such column or the row is short.</summary>
    public string In(CsvRow row, CsvColumn column) =>
        places.TryGetValue(column, out int place) && place < row.Cells.Count ? row.Cells[place] : "";

    private void Place(string header, int place)
    {
        string plain = new([.. header.Where(c => c is not (' ' or '-' or '_' or '.')).Select(char.ToLowerInvariant)]);
        CsvColumn? column = Known.Where(k => k.Spellings.Contains(plain)).Select(k => (CsvColumn?)k.Column).FirstOrDefault();
        if (column is not { } known || !places.TryAdd(known, place))
        {
            if (header.Length > 0)
            {
                Unknown.Add(header);
            }
        }
    }
}
