namespace Portal.Business.Common;

/// <summary>Points at a record of any capability: the name of its class and its id, as the audit trail writes them.</summary>
public readonly record struct SubjectRef(string Type, long Id)
{
    public static SubjectRef To(Entity entity) => new(entity.GetType().Name, entity.Id);

    public static SubjectRef To<T>(long id) => new(typeof(T).Name, id);

    public override string ToString() => $"{Type} {Id}";
}
