namespace SimCamera.Streaming;

/// <summary>Where in the source a viewer's session begins.</summary>
internal enum SessionStart
{
    /// <summary>With the next key picture of the source that all viewers share.</summary>
    NextKey,

    /// <summary>With whatever picture is due, key or not.</summary>
    Immediately,

    /// <summary>The coder makes a key picture for the new viewer: the loop begins anew for this session, the counter goes on.</summary>
    FreshKey,
}
