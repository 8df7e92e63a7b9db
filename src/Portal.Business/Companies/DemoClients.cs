using Portal.Business.Clients;
using Portal.Business.Clients.UseCases;
using Portal.Business.Common;

namespace Portal.Business.Companies;

/// <summary>Clients of the demonstration companies, with sites and contacts; the first contact is the billing manager, the others receive copies.</summary>
internal static class DemoClients
{
    public static IEnumerable<Client> OfQuebec(LegalEntity entity, DemoCatalog catalog)
    {
        var net30 = catalog.TermsId("NET30");
        var usual = new Usual(entity, net30, catalog.PositionId(entity, "QC"), catalog.AccountId(entity, "4000"));

        yield return Make(usual, "Imprimerie du Fleuve inc.", "imprimerie-fleuve", new RegistrationNumbers("", "", "", "1175131377", "875896698RT0001", "1920049642TQ0001"),
            new Address("1250, rue Notre-Dame Ouest", "", "Montréal", "QC", "H3C 1K7", "CA"), purchaseOrder: false, [new Person("Julie Tremblay", "Comptes fournisseurs", "julie.tremblay@imprimerie-fleuve.example", "514 555-0120"), new Person("Martin Gagnon", "Direction", "martin.gagnon@imprimerie-fleuve.example", ""), new Person("Sophie Roy", "Achats", "sophie.roy@imprimerie-fleuve.example", "")], new Place("Entrepôt de Longueuil", new Address("2500, rue de l’Éclipse", "", "Longueuil", "QC", "J4G 2L8", "CA"), "Sonner au quai 3.", "LON-02"));
        yield return Make(usual, "Clinique dentaire Laurier", "clinique-laurier", RegistrationNumbers.None,
            new Address("85, avenue Laurier Ouest", "", "Montréal", "QC", "H2T 2N7", "CA"), purchaseOrder: false, [new Person("Nathalie Côté", "Comptes fournisseurs", "nathalie.cote@clinique-laurier.example", "450 555-0121"), new Person("Éric Bouchard", "Direction", "eric.bouchard@clinique-laurier.example", "")]);
        yield return Make(usual, "Cidrerie des Cantons inc.", "cidrerie-cantons", new RegistrationNumbers("", "", "", "1160643907", "878123116RT0001", "1545290415TQ0001"),
            new Address("640, chemin des Vergers", "", "Rougemont", "QC", "J0L 1M0", "CA"), purchaseOrder: false, [new Person("Louis Pelletier", "Comptes fournisseurs", "louis.pelletier@cidrerie-cantons.example", "418 555-0122")]);
        yield return Make(usual, "École secondaire des Érables", "ecole-erables", new RegistrationNumbers("", "", "", "1125488219", "898546825RT0001", "1198277534TQ0001"),
            new Address("3200, boulevard des Érables", "", "Laval", "QC", "H7L 4S3", "CA"), purchaseOrder: true, [new Person("Chantal Lavoie", "Comptes fournisseurs", "chantal.lavoie@ecole-erables.example", "819 555-0123"), new Person("Benoît Fortin", "Direction", "benoit.fortin@ecole-erables.example", ""), new Person("Amélie Gauthier", "Achats", "amelie.gauthier@ecole-erables.example", "")], new Place("Pavillon des sports", new Address("3240, boulevard des Érables", "", "Laval", "QC", "H7L 4S3", "CA"), "S’annoncer à l’accueil, pièce d’identité exigée."));
        yield return Make(usual, "Quincaillerie Beaulieu et fils inc.", "quincaillerie-beaulieu", new RegistrationNumbers("", "", "", "1163855860", "885884015RT0001", "1676331422TQ0001"),
            new Address("411, rue Principale", "", "Granby", "QC", "J2G 2W3", "CA"), purchaseOrder: false, [new Person("Denis Beaulieu", "Comptes fournisseurs", "denis.beaulieu@quincaillerie-beaulieu.example", "514 555-0124")]);
        yield return Make(usual, "Théâtre de la Grande Roue", "grande-roue", new RegistrationNumbers("", "", "", "1112633036", "831234760RT0001", "1479525745TQ0001"),
            new Address("2005, rue Saint-Denis", "", "Montréal", "QC", "H2X 3K8", "CA"), purchaseOrder: false, [new Person("Isabelle Morin", "Comptes fournisseurs", "isabelle.morin@grande-roue.example", "450 555-0125"), new Person("Simon Cloutier", "Direction", "simon.cloutier@grande-roue.example", "")]);
        yield return Make(usual, "Transport Nordet ltée", "transport-nordet", new RegistrationNumbers("", "", "", "1119031420", "850902289RT0001", "1097356745TQ0001"),
            new Address("7700, rue Hochelaga", "", "Montréal", "QC", "H1L 2K5", "CA"), purchaseOrder: false, [new Person("Pierre Girard", "Comptes fournisseurs", "pierre.girard@transport-nordet.example", "418 555-0126"), new Person("Annie Lemieux", "Direction", "annie.lemieux@transport-nordet.example", "")], new Place("Garage de Dorval", new Address("910, avenue Orly", "", "Dorval", "QC", "H9P 1E9", "CA"), ""));
        yield return Make(usual, "Boulangerie Alto", "boulangerie-alto", RegistrationNumbers.None,
            new Address("318, 3e Avenue", "", "Québec", "QC", "G1L 2V8", "CA"), purchaseOrder: false, [new Person("Marie-Ève Bergeron", "Comptes fournisseurs", "marie-eve.bergeron@boulangerie-alto.example", "819 555-0127")]);
        yield return Make(usual, "Coopérative funéraire de l’Estrie", "coop-estrie", new RegistrationNumbers("", "", "", "1193071737", "890377773RT0001", "1681238488TQ0001"),
            new Address("530, rue Prospect", "", "Sherbrooke", "QC", "J1H 1A8", "CA"), purchaseOrder: false, [new Person("Gilles Poirier", "Comptes fournisseurs", "gilles.poirier@coop-estrie.example", "514 555-0128"), new Person("Diane Paquette", "Direction", "diane.paquette@coop-estrie.example", "")]);
        yield return Make(usual, "Hôtel du Vieux-Quai inc.", "hotel-vieux-quai", new RegistrationNumbers("", "", "", "1179918134", "807026356RT0001", "1425373532TQ0001"),
            new Address("44, rue du Quai", "", "Rimouski", "QC", "G5L 3P5", "CA"), purchaseOrder: false, [new Person("François Lévesque", "Comptes fournisseurs", "francois.levesque@hotel-vieux-quai.example", "450 555-0129"), new Person("Karine Dubé", "Direction", "karine.dube@hotel-vieux-quai.example", "")]);
        yield return Make(usual, "Municipalité de Sainte-Aurélie-du-Lac", "sainte-aurelie", new RegistrationNumbers("", "", "", "1187767996", "875999922RT0001", "1793404884TQ0001"),
            new Address("1, place de la Mairie", "", "Sainte-Aurélie", "QC", "G0M 1M0", "CA"), purchaseOrder: true, [new Person("Lucie Grenier", "Comptes fournisseurs", "lucie.grenier@sainte-aurelie.example", "418 555-0130"), new Person("Robert Caron", "Direction", "robert.caron@sainte-aurelie.example", "")]);
        yield return Make(usual, "Gymnase Vertical inc.", "gymnase-vertical", new RegistrationNumbers("", "", "", "1183634885", "826423121RT0001", "1016106913TQ0001"),
            new Address("1875, rue Michelin", "", "Laval", "QC", "H7L 4S2", "CA"), purchaseOrder: false, [new Person("Olivier Nadeau", "Comptes fournisseurs", "olivier.nadeau@gymnase-vertical.example", "819 555-0131")]);
        yield return Make(usual with { Language = "en-CA" }, "Laboratoires Pharmatek Canada inc.", "pharmatek", new RegistrationNumbers("", "", "", "1108477852", "888647666RT0001", "1063942516TQ0001"),
            new Address("5500, boulevard Thimens", "", "Saint-Laurent", "QC", "H4R 2K9", "CA"), purchaseOrder: true, [new Person("Helen Carter", "Comptes fournisseurs", "helen.carter@pharmatek.example", "514 555-0132"), new Person("David Nguyen", "Direction", "david.nguyen@pharmatek.example", ""), new Person("Priya Shah", "Achats", "priya.shah@pharmatek.example", "")], new Place("Plant 2", new Address("6100, rue Cypihot", "", "Saint-Laurent", "QC", "H4S 1R3", "CA"), "Visitors sign in at gate B."));
        yield return Make(usual, "Les Serres du Richelieu", "serres-richelieu", new RegistrationNumbers("", "", "", "1125529320", "805981545RT0001", "1944425699TQ0001"),
            new Address("980, rang du Bord-de-l’Eau", "", "Saint-Denis-sur-Richelieu", "QC", "J0H 1K0", "CA"), purchaseOrder: false, [new Person("Ginette Savard", "Comptes fournisseurs", "ginette.savard@serres-richelieu.example", "450 555-0133")]);
        yield return Make(usual with { PositionId = catalog.PositionId(entity, "CAN"), Language = "en-CA" }, "Rideau Property Services Ltd.", "rideau-property", RegistrationNumbers.None,
            new Address("150 Elgin Street", "Suite 800", "Ottawa", "ON", "K2P 1L4", "CA"), purchaseOrder: true, [new Person("Megan O’Brien", "Accounts payable", "megan.obrien@rideau-property.example", "613 555-0142")]);
        yield return Make(usual with { Kind = ClientKind.Person, TermsId = catalog.TermsId("NET0") }, "Tremblay-Otis, Gabrielle", "courriel", RegistrationNumbers.None,
            new Address("6745, rue Fabre", "App. 2", "Montréal", "QC", "H2G 2Z5", "CA"), purchaseOrder: false, [new Person("Gabrielle Tremblay-Otis", "", "gabrielle.tremblay-otis@courriel.example", "514 555-0177")]);
    }

    public static IEnumerable<Client> OfFrance(LegalEntity entity, DemoCatalog catalog)
    {
        var usual = new Usual(entity, catalog.TermsId("EOM30"), catalog.PositionId(entity, "FR"), catalog.AccountId(entity, "706000"));

        yield return Make(usual, "Boulangerie Meunier SARL", "boulangerie-meunier", new RegistrationNumbers("940591308", "94059130800017", "FR92940591308", "", "", ""),
            new Address("12 rue Mercière", "", "Lyon", "", "69002", "FR"), purchaseOrder: false, [new Person("Claire Meunier", "Comptes fournisseurs", "claire.meunier@boulangerie-meunier.example", "04 65 71 00 20"), new Person("Paul Lambert", "Direction", "paul.lambert@boulangerie-meunier.example", ""), new Person("Sonia Perrin", "Achats", "sonia.perrin@boulangerie-meunier.example", "")], new Place("Fournil de Vaise", new Address("41 rue de la Claire", "", "Lyon", "", "69009", "FR"), "Livraison avant 6 h."));
        yield return Make(usual, "Cabinet Vasseur Architectes SAS", "vasseur-architectes", new RegistrationNumbers("905047023", "90504702300015", "FR16905047023", "", "", ""),
            new Address("8 place Bellecour", "", "Lyon", "", "69002", "FR"), purchaseOrder: false, [new Person("Hugo Vasseur", "Comptes fournisseurs", "hugo.vasseur@vasseur-architectes.example", "04 65 71 00 21"), new Person("Léa Fontaine", "Direction", "lea.fontaine@vasseur-architectes.example", "")]);
        yield return Make(usual, "Garage de la Croix-Rousse", "garage-croix-rousse", new RegistrationNumbers("977835289", "97783528900017", "FR63977835289", "", "", ""),
            new Address("95 boulevard de la Croix-Rousse", "", "Lyon", "", "69004", "FR"), purchaseOrder: false, [new Person("Karim Benali", "Comptes fournisseurs", "karim.benali@garage-croix-rousse.example", "04 65 71 00 22")]);
        yield return Make(usual, "Hôtel des Deux Rives SA", "deux-rives", new RegistrationNumbers("954742946", "95474294600013", "FR46954742946", "", "", ""),
            new Address("31 quai Claude-Bernard", "", "Lyon", "", "69007", "FR"), purchaseOrder: true, [new Person("Élodie Marchand", "Comptes fournisseurs", "elodie.marchand@deux-rives.example", "04 65 71 00 23"), new Person("Thomas Roche", "Direction", "thomas.roche@deux-rives.example", "")]);
        yield return Make(usual, "Lycée Saint-Exupéry", "lycee-saint-exupery", new RegistrationNumbers("973908858", "97390885800010", "FR62973908858", "", "", ""),
            new Address("82 rue Hénon", "", "Lyon", "", "69004", "FR"), purchaseOrder: true, [new Person("Monique Blanchard", "Comptes fournisseurs", "monique.blanchard@lycee-saint-exupery.example", "04 65 71 00 24"), new Person("Jérôme Colin", "Direction", "jerome.colin@lycee-saint-exupery.example", "")], new Place("Internat", new Address("1 rue Deleuvre", "", "Lyon", "", "69004", "FR"), "Passer par la loge."));
        yield return Make(usual, "Pharmacie du Parc", "pharmacie-du-parc", new RegistrationNumbers("999146541", "99914654100019", "FR52999146541", "", "", ""),
            new Address("5 avenue de Grande-Bretagne", "", "Lyon", "", "69006", "FR"), purchaseOrder: false, [new Person("Sandrine Guérin", "Comptes fournisseurs", "sandrine.guerin@pharmacie-du-parc.example", "04 65 71 00 25")]);
        yield return Make(usual, "Vins Delorme et Fils SARL", "vins-delorme", new RegistrationNumbers("932769482", "93276948200013", "FR78932769482", "", "", ""),
            new Address("240 route de Beaujeu", "", "Villefranche-sur-Saône", "", "69400", "FR"), purchaseOrder: false, [new Person("Antoine Delorme", "Comptes fournisseurs", "antoine.delorme@vins-delorme.example", "04 65 71 00 26")]);
        yield return Make(usual, "Clinique vétérinaire des Gones", "veterinaire-gones", new RegistrationNumbers("987094570", "98709457000015", "FR16987094570", "", "", ""),
            new Address("17 rue de Marseille", "", "Lyon", "", "69007", "FR"), purchaseOrder: false, [new Person("Camille Renaud", "Comptes fournisseurs", "camille.renaud@veterinaire-gones.example", "04 65 71 00 27"), new Person("Yves Picard", "Direction", "yves.picard@veterinaire-gones.example", "")]);
        yield return Make(usual with { PositionId = catalog.PositionId(entity, "INTRA-S") }, "Brasserie Van Aken SRL", "van-aken", RegistrationNumbers.None with { VatId = "BE0412345678" },
            new Address("Rue du Midi 118", "", "Bruxelles", "", "1000", "BE"), purchaseOrder: false, [new Person("Lotte Van Aken", "Comptabilité", "lotte.vanaken@van-aken.example", "+32 2 555 01 10")]);
    }

    private static Client Make(
        Usual usual, string name, string domain, RegistrationNumbers numbers, Address address, bool purchaseOrder, Person[] people, Place? place = null) =>
        NewClient.Make(
            new ClientFields
            {
                LegalEntityId = usual.Entity.Id,
                Kind = usual.Kind,
                Name = name,
                Numbers = numbers,
                Language = usual.Language ?? usual.Entity.Language,
                Currency = usual.Entity.Currency,
                PaymentTermsId = usual.TermsId,
                FiscalPositionId = usual.PositionId,
                DefaultGlAccountId = usual.AccountId,
                BillingAddress = address,
                PurchaseOrderRequired = purchaseOrder,
                Phone = people[0].Phone,
                Email = usual.Kind == ClientKind.Person ? people[0].Email : $"info@{domain}.example",
            },
            people[0].ToContact(receivesCopies: false),
            people.Skip(1).Select(p => p.ToContact(receivesCopies: true)),
            [
                .. usual.Kind == ClientKind.Company ? [new SiteFields { Name = address.City, Address = address }] : Array.Empty<SiteFields>(),
                .. place is null ? Array.Empty<SiteFields>() : [new SiteFields { Name = place.Name, Code = place.Code, Address = place.Address, AccessNotes = place.AccessNotes }],
            ]);

    private sealed record Usual(LegalEntity Entity, long TermsId, long PositionId, long AccountId, string? Language = null, ClientKind Kind = ClientKind.Company);

    private sealed record Person(string Name, string Title, string Email, string Phone)
    {
        public ContactFields ToContact(bool receivesCopies) => new() { Name = Name, Title = Title, Email = Email, Phone = Phone, InvoicesByEmail = receivesCopies };
    }

    private sealed record Place(string Name, Address Address, string AccessNotes, string Code = "");
}
