namespace Nvr.Adoption.Import;

/// <summary>What a remark on an import is about.</summary>
public enum ImportRemarkKind
{
    /// <summary>Not taken over.</summary>
    LeftOut,

    /// <summary>Taken over, but a person has to add something.</summary>
    ToBeEntered,

    /// <summary>Taken over in another form.</summary>
    Changed,
}
