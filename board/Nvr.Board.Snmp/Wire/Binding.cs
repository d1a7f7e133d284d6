namespace Nvr.Board.Snmp.Wire;

/// <summary>A name and its value. Immutable.</summary>
internal sealed record Binding(ObjectId Name, SnmpValue Value)
{
    /// <summary>Asks for the value of the name.</summary>
    public static Binding Ask(ObjectId name) => new(name, SnmpValue.Null);
}
