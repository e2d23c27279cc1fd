from cymraeg_data import audit as audit
from cymraeg_data import bilingual as bilingual
from cymraeg_data import columns as columns
from cymraeg_data import detection as detection
from cymraeg_data import errors as errors
from cymraeg_data import findings as findings
from cymraeg_data import fixing as fixing
from cymraeg_data import hub as hub
from cymraeg_data import locale as locale
from cymraeg_data import names as names
from cymraeg_data import normalisation as normalisation
from cymraeg_data import package as package
from cymraeg_data import privacy as privacy
from cymraeg_data import profiles as profiles
from cymraeg_data import readers as readers
from cymraeg_data import readiness as readiness
from cymraeg_data import represent as represent
from cymraeg_data import welsh as welsh
from cymraeg_data.audit import (
    check as check,
)
from cymraeg_data.bilingual import (
    Alignment as Alignment,
)
from cymraeg_data.bilingual import (
    PairedColumns as PairedColumns,
)
from cymraeg_data.detection import (
    Detection as Detection,
)
from cymraeg_data.detection import (
    LanguageSpan as LanguageSpan,
)
from cymraeg_data.detection import (
    Measure as Measure,
)
from cymraeg_data.detection import (
    WordTag as WordTag,
)
from cymraeg_data.detection import (
    detect as detect,
)
from cymraeg_data.detection import (
    language_spans as language_spans,
)
from cymraeg_data.detection import (
    measure as measure,
)
from cymraeg_data.detection import (
    tag_words as tag_words,
)
from cymraeg_data.errors import (
    CymraegDataError as CymraegDataError,
)
from cymraeg_data.errors import (
    FetchError as FetchError,
)
from cymraeg_data.errors import (
    HubError as HubError,
)
from cymraeg_data.errors import (
    InputError as InputError,
)
from cymraeg_data.errors import (
    ManifestError as ManifestError,
)
from cymraeg_data.errors import (
    MissingExtraError as MissingExtraError,
)
from cymraeg_data.errors import (
    ModelError as ModelError,
)
from cymraeg_data.errors import (
    NoDataError as NoDataError,
)
from cymraeg_data.errors import (
    NotPublishableError as NotPublishableError,
)
from cymraeg_data.errors import (
    OutputExistsError as OutputExistsError,
)
from cymraeg_data.errors import (
    SourceNotFoundError as SourceNotFoundError,
)
from cymraeg_data.errors import (
    UnknownColumnError as UnknownColumnError,
)
from cymraeg_data.errors import (
    UnknownFormatError as UnknownFormatError,
)
from cymraeg_data.errors import (
    UnreadableError as UnreadableError,
)
from cymraeg_data.errors import (
    WrongTypeError as WrongTypeError,
)
from cymraeg_data.findings import (
    Finding as Finding,
)
from cymraeg_data.findings import (
    Location as Location,
)
from cymraeg_data.findings import (
    Severity as Severity,
)
from cymraeg_data.hub import (
    Publication as Publication,
)
from cymraeg_data.hub import (
    load as load,
)
from cymraeg_data.locale import (
    use_language as use_language,
)
from cymraeg_data.names import (
    canonical_name as canonical_name,
)
from cymraeg_data.normalisation import (
    Decoded as Decoded,
)
from cymraeg_data.normalisation import (
    Edit as Edit,
)
from cymraeg_data.normalisation import (
    Normalised as Normalised,
)
from cymraeg_data.normalisation import (
    Options as Options,
)
from cymraeg_data.normalisation import (
    Suggestion as Suggestion,
)
from cymraeg_data.normalisation import (
    apply as apply,
)
from cymraeg_data.normalisation import (
    decode as decode,
)
from cymraeg_data.normalisation import (
    normalise as normalise,
)
from cymraeg_data.normalisation import (
    normalise_and_explain as normalise_and_explain,
)
from cymraeg_data.normalisation import (
    undo as undo,
)
from cymraeg_data.package import (
    Build as Build,
)
from cymraeg_data.package import (
    Cell as Cell,
)
from cymraeg_data.package import (
    Manifest as Manifest,
)
from cymraeg_data.privacy import (
    PersonalData as PersonalData,
)
from cymraeg_data.profiles import (
    ColumnProfile as ColumnProfile,
)
from cymraeg_data.profiles import (
    Profile as Profile,
)
from cymraeg_data.profiles import (
    profile as profile,
)
from cymraeg_data.profiles import (
    profile_by as profile_by,
)
from cymraeg_data.readiness import (
    Config as Config,
)
from cymraeg_data.readiness import (
    NotAssessed as NotAssessed,
)
from cymraeg_data.readiness import (
    Report as Report,
)
from cymraeg_data.readiness import (
    SourceSummary as SourceSummary,
)
from cymraeg_data.represent import (
    ComparisonSettings as ComparisonSettings,
)
from cymraeg_data.represent import (
    Corpus as Corpus,
)
from cymraeg_data.represent import (
    Evaluation as Evaluation,
)
from cymraeg_data.represent import (
    ProtectedRepresentation as ProtectedRepresentation,
)
from cymraeg_data.represent import (
    Reference as Reference,
)
from cymraeg_data.represent import (
    Representation as Representation,
)
from cymraeg_data.represent import (
    Weighting as Weighting,
)
from cymraeg_data.version import __version__ as __version__
from cymraeg_data.welsh import (
    DateReading as DateReading,
)
from cymraeg_data.welsh import (
    MutationReading as MutationReading,
)
from cymraeg_data.welsh import (
    Sentence as Sentence,
)
from cymraeg_data.welsh import (
    Token as Token,
)
from cymraeg_data.welsh import (
    lemma as lemma,
)
from cymraeg_data.welsh import (
    letters as letters,
)
from cymraeg_data.welsh import (
    mutate as mutate,
)
from cymraeg_data.welsh import (
    radicals as radicals,
)
from cymraeg_data.welsh import (
    sentences as sentences,
)
from cymraeg_data.welsh import (
    sort_key as sort_key,
)
from cymraeg_data.welsh import (
    words as words,
)
