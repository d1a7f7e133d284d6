using Nvr.Core.Events;

namespace Nvr.Onvif.Metadata;

/// <summary>
/// From the names of classes to the vocabulary: tt:ObjectType and the class descriptor (Analytics specification, "Object type" and
/// "ClassDescriptor": Animal, Face, Human, Vehicle, LicensePlate, Bicycle ...), the vehicle types, and what makers write besides.
/// </summary>
internal static class ObjectClassNames
{
    private static readonly Dictionary<string, ObjectClass> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Human"] = ObjectClass.Person,
        ["Person"] = ObjectClass.Person,
        ["People"] = ObjectClass.Person,
        ["Pedestrian"] = ObjectClass.Person,
        ["Humanoid"] = ObjectClass.Person,
        ["Vehicle"] = ObjectClass.Vehicle,
        ["Vehical"] = ObjectClass.Vehicle, // The schema's own old spelling.
        ["Car"] = ObjectClass.Vehicle,
        ["Truck"] = ObjectClass.Vehicle,
        ["Bus"] = ObjectClass.Vehicle,
        ["Motorcycle"] = ObjectClass.Vehicle,
        ["Motorbike"] = ObjectClass.Vehicle,
        ["Bicycle"] = ObjectClass.Vehicle,
        ["Bike"] = ObjectClass.Vehicle,
        ["Train"] = ObjectClass.Vehicle,
        ["Animal"] = ObjectClass.Animal,
        ["Pet"] = ObjectClass.Animal,
        ["Dog"] = ObjectClass.Animal,
        ["Cat"] = ObjectClass.Animal,
        ["DogCat"] = ObjectClass.Animal,
        ["Face"] = ObjectClass.Face,
        ["HumanFace"] = ObjectClass.Face,
        ["LicensePlate"] = ObjectClass.Plate,
        ["LicencePlate"] = ObjectClass.Plate,
        ["NumberPlate"] = ObjectClass.Plate,
        ["Plate"] = ObjectClass.Plate,
    };

    public static ObjectClass Of(string? name) =>
        string.IsNullOrWhiteSpace(name) ? ObjectClass.None : Table.GetValueOrDefault(Soap.Xml.LocalPart(name.Trim()), ObjectClass.Other);
}
