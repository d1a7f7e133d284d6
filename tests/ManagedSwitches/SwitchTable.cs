using System.Globalization;

namespace ManagedSwitches;

/// <summary>What a switch tells, as lines for switch.py. Ports are numbered from 1, in group 1 unless said otherwise. Used by one thread while it is put together.</summary>
internal sealed class SwitchTable
{
    private readonly SortedDictionary<string, string> rows = new(StringComparer.Ordinal);

    public string this[string oid]
    {
        set => rows[oid] = value;
    }

    /// <summary>A port: 1 disabled, 2 searching, 3 delivering, 4 fault.</summary>
    public SwitchTable Port(int port, int status, int priority = 3, int poeClass = 4, int group = 1)
    {
        foreach ((int column, int value) in new[] { (3, status == 1 ? 2 : 1), (6, status), (7, priority), (10, poeClass), (12, 0) })
        {
            this[Text($"1.3.6.1.2.1.105.1.1.1.{column}.{group}.{port}")] = Text($"integer {value}");
        }
        return this;
    }

    public SwitchTable Supply(int budget, int used, int group = 1)
    {
        this[Text($"1.3.6.1.2.1.105.1.3.1.1.2.{group}")] = Text($"gauge {budget}");
        this[Text($"1.3.6.1.2.1.105.1.3.1.1.4.{group}")] = Text($"gauge {used}");
        return this;
    }

    public SwitchTable Interface(int index, string name, bool isUp)
    {
        this[Text($"1.3.6.1.2.1.2.2.1.3.{index}")] = "integer 6";
        this[Text($"1.3.6.1.2.1.2.2.1.8.{index}")] = isUp ? "integer 1" : "integer 2";
        this[Text($"1.3.6.1.2.1.31.1.1.1.1.{index}")] = $"string {name}";
        return this;
    }

    public SwitchTable BridgePort(int port, int index)
    {
        this[Text($"1.3.6.1.2.1.17.1.4.1.2.{port}")] = Text($"integer {index}");
        return this;
    }

    /// <summary>Heard behind a bridge port, in a network of its own or in the one table of an old switch.</summary>
    public SwitchTable Heard(string mac, int bridgePort, int? vlan = 1, int status = 3)
    {
        string place = string.Join('.', mac.Split(':').Select(b => Convert.ToInt32(b, 16).ToString(CultureInfo.InvariantCulture)));
        string table = vlan is { } network ? Text($"1.3.6.1.2.1.17.7.1.2.2.1.{{0}}.{network}.{place}") : $"1.3.6.1.2.1.17.4.3.1.{{0}}.{place}";
        this[table.Replace("{0}", "2", StringComparison.Ordinal)] = Text($"integer {bridgePort}");
        this[table.Replace("{0}", "3", StringComparison.Ordinal)] = Text($"integer {status}");
        return this;
    }

    /// <summary>A device that names itself by LLDP, by the MAC of its chassis and, if given, of its port.</summary>
    public SwitchTable Named(int localPort, string chassis, string? port = null)
    {
        string at = Text($"0.{localPort}.1");
        this[$"1.0.8802.1.1.2.1.4.1.1.4.{at}"] = "integer 4";
        this[$"1.0.8802.1.1.2.1.4.1.1.5.{at}"] = $"octet {chassis.Replace(':', ' ')}";
        this[$"1.0.8802.1.1.2.1.4.1.1.6.{at}"] = port is null ? "integer 5" : "integer 3";
        this[$"1.0.8802.1.1.2.1.4.1.1.7.{at}"] = port is null ? "string eth0" : $"octet {port.Replace(':', ' ')}";
        return this;
    }

    public SwitchTable LocalPort(int localPort, string name)
    {
        this[Text($"1.0.8802.1.1.2.1.3.7.1.3.{localPort}")] = $"string {name}";
        return this;
    }

    public SwitchTable With(string oid, string typeAndValue)
    {
        this[oid] = typeAndValue;
        return this;
    }

    public override string ToString() => string.Concat(rows.Select(r => $"{r.Key} {r.Value}\n"));

    /// <summary>The same as snmpsim reads it: names in their order, types by their tags.</summary>
    public string ToRecords() => string.Concat(rows
        .Select(r => (Name: r.Key, Parts: r.Value.Split(' ', 2)))
        .OrderBy(r => r.Name.Split('.').Select(n => uint.Parse(n, CultureInfo.InvariantCulture)).ToArray(), Comparer<uint[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
        .Select(r => $"{r.Name}|{TagOf(r.Parts[0])}|{(r.Parts[0] == "octet" ? r.Parts[1].Replace(" ", "", StringComparison.Ordinal) : r.Parts[1])}\n"));

    private static string TagOf(string kind) => kind switch
    {
        "integer" => "2",
        "gauge" => "66",
        "octet" => "4x",
        "objectid" => "6",
        _ => "4",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
