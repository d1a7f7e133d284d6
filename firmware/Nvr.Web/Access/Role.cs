namespace Nvr.Web.Access;

/// <summary>What a person may do. Ordered: a higher role may do all that a lower one may.</summary>
public enum Role
{
    /// <summary>Watches live and recorded pictures of the cameras in its list.</summary>
    Viewer = 1,

    /// <summary>Watches every camera, protects footage, sees the disks.</summary>
    Operator = 2,

    /// <summary>Changes cameras and people.</summary>
    Administrator = 3,
}
