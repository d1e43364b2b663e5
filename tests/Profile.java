import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;

/** Prints, for each file, a line for each OWL 2 profile that it is in, and each violation of DL and RL. */
public final class Profile {

    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology =
                    OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            for (Profiles profile : new Profiles[] {Profiles.OWL2_DL, Profiles.OWL2_RL}) {
                OWLProfileReport report = profile.checkOntology(ontology);
                System.out.printf("%s\t%s\t%s%n", file, profile, report.isInProfile() ? "in" : "out");
                for (OWLProfileViolation violation : report.getViolations()) {
                    System.out.printf("%s\t%s\t%s%n", file, profile, violation.toString().replaceAll("\\s+", " "));
                }
            }
        }
    }
}
